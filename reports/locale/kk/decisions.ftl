# Адамдардың шешімдері: тізілімдегі сөздер және ережелер тапқаны.

reason-person = ұйымдастырушының шешімі
reason-withdrawn = қатысушы бас тартқан

## Не шешілді

decided-accept = қабылданды
decided-reject = қабылданбады
decided-hold = шешім күтуге қойылды
decided-reopen = бағдарламаның қарауына қайтарылды
decided-withdraw = қатысудан бас тартты
decided-kinds = файл мына құжат деп танылды: { $kinds }
decided-application = файл өтінім деп танылды
decided-annex = файл қосымша деп танылды
decided-none = файл байқау құжаттарына жатпайды деп танылды
decided-place = { $founder } материалдарына қосылды
decided-place-new = жеке материалдар ретінде тіркелді
decided-field = { $field }: «{ $value }»
decided-field-empty = { $field }: мәні алып тасталды
decided-received = түскен уақыты: { $moment }
decided-extend = мерзімі ұзартылды: { $moment }
decided-school = мектебі: { $school }
decided-waive = құжат талап етілмейді: { $kind }
decided-undo = күші жойылды

## Неге қатысты

about-file = { $file }, { $number }
about-pages = { $file } ({ $pages }-бет), { $number }
about-decision = № { $decision } шешім
about-nothing = орнында жоқ

## Шешімнің күйі

fate-standing = күшінде
fate-undone = күші жойылған
fate-superseded = орнына жаңа шешім қабылданған
fate-orphaned = қатысты хат, файл не материал табылмайды
fate-older = күшінде, бірақ кейін мәліметтер өзгерген

head-decision = Шешім №
head-decided-at = Уақыты
head-decided-by = Кім шешті
head-about = Неге қатысты
head-decided = Не шешілді
head-ground = Негіздемесі
head-fate = Күйі
card-decisions = Ұйымдастырушының шешімдері
decision-line = № { $decision }, { $moment }, { $person }: { $about } – { $what }. Негіздемесі: { $ground }. Күйі: { $fate }.
decisions-title = Ұйымдастырушының қарауын қажет ететін шешімдер

## Ережелердің тапқаны

finding-letter_person = Хаттың байқауға қатысы барын ұйымдастырушы анықтады.
finding-founded_person = Хатты ұйымдастырушы жеке материалдар ретінде тіркеді (№ { $decision } шешім).
finding-joined_person = Хатты { $founder } материалдарына ұйымдастырушы қосты (№ { $decision } шешім).
finding-joined_decided = Хат { $founder } материалдарында қалды, өйткені олар бойынша ұйымдастырушы шешім қабылдаған.
finding-decided_accept = Материалдарды ұйымдастырушы қабылдады: { $person }, { $time }. Негіздемесі: { $words } (№ { $decision } шешім).
finding-decided_reject = Материалдарды ұйымдастырушы қабылдамады: { $person }, { $time }. Негіздемесі: { $words } (№ { $decision } шешім).
finding-decided_hold = Материалдарды ұйымдастырушы шешім күтуге қойды: { $person }, { $time }. Негіздемесі: { $words } (№ { $decision } шешім).
finding-decided_withdraw = Қатысушы байқаудан бас тартты, тіркеген: { $person }, { $time }. Негіздемесі: { $words } (№ { $decision } шешім).
finding-deadline_extended = Ұйымдастырушы мерзімді ұзартты: { $deadline } (№ { $decision } шешім).
finding-extension_unclear = Ұйымдастырушы «{ $school }» мектебіне мерзімді ұзартты (№ { $decision } шешім), бірақ бұл атау бірнеше мектепке сәйкес келеді. Ұзартылған мерзім бұл материалдарға әзірге қолданылмайды, ұйымдастырушының шешімі керек.
finding-school_decided = Ұйымдастырушы мектепті анықтады: { $school } (№ { $decision } шешім).
finding-decided_on_older_facts = Ұйымдастырушының № { $decision } шешімінен кейін мәліметтер өзгерген. Шешім күшінде, бірақ оны қайта қарау қажет.
finding-regrouped = Бұл материалдар бойынша шешім қабылданғандықтан, олар бұрынғы құрамында қалды (хаттар саны: { $count }). Бағдарлама оларды енді басқаша топтар еді, ұйымдастырушының қарауы қажет.
finding-decision_orphaned = № { $decision } шешім қатысты хат, файл не материал табылмайды. Шешім жойылған жоқ, оны қарау қажет.
finding-decision_older_facts = № { $decision } шешімнен кейін мәліметтер өзгерген. Шешім күшінде, бірақ оны қайта қарау қажет.
finding-submission_regrouped = { $number } материалдары бойынша шешім қабылданған, бірақ хаттары енді басқаша топталар еді. Қарау қажет.
finding-two_accepted = Бір мектептің екі материалы да қабылданған: { $number } және { $other_number }. Біреуінің шешімі қайта қаралмайынша, кезең жабылмайды.
finding-extension_of_several = «{ $school }» мектебіне мерзім ұзартылды (№ { $decision } шешім), бірақ бұл атау бірнеше мектептің материалдарына сәйкес келеді: { $numbers }. Әзірге ешкімнің мерзімі ұзартылған жоқ: мерзімді материалдардың нөмірі бойынша ұзартыңыз.
