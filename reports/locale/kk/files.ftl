# Файлдар: неге оқылмады, не істеу керек, нені негізге алдық.

problem-encrypted = файл құпиясөзбен қорғалған
problem-damaged = файл бүлінген
problem-empty = файл бос (0 байт)
problem-blank = файлда мазмұн жоқ
problem-scan = сканерленген бет немесе сурет, мәтіні оқылған жоқ
problem-unsupported = файлдың бұл пішімі оқылмайды
problem-program = файл – құжат емес, бағдарлама
problem-time_limit = файлды оқу уақыты шектен асып кетті
problem-memory_limit = файлды оқуға қажетті жад шектен асып кетті
problem-output_limit = файлдағы мәтін көлемі шектен асып кетті
problem-too_large = файл тым үлкен
problem-too_many = файлдар саны шектен асып кетті
problem-too_deep = мұрағат ішіндегі мұрағаттар шектен асып кетті
problem-bomb = мұрағат ашылғанда шектен тыс ұлғаяды
problem-unsafe_name = мұрағат ішіндегі файлдың атауы қауіпті
problem-crashed = файлды оқу кезінде ақау болды

advice-encrypted = Мектептен құпиясөзді немесе қорғалмаған файлды сұраңыз.
advice-damaged = Файлды өзіңіз ашып көріңіз; ашылмаса, мектептен қайта жіберуді сұраңыз.
advice-empty = Мектептен файлды қайта жіберуді сұраңыз.
advice-blank = Файлды ашып, бос екеніне көз жеткізіңіз.
advice-scan = Файлды ашып, қандай құжат екенін көрсетіңіз.
advice-unsupported = Файлды ашып, қандай құжат екенін көрсетіңіз немесе мектептен DOCX не PDF пішімінде сұраңыз.
advice-program = Файлды ашпаңыз; мектептен құжаттың өзін сұраңыз.
advice-other = Файлды өзіңіз ашып қараңыз және қандай құжат екенін көрсетіңіз.

# Негіздеме: шешкен сөздер қай жерде тұр.
evidence-heading = тақырыпта: «{ $words }»
evidence-path = бума атауында: «{ $words }»
evidence-name = файл атауында: «{ $words }»
evidence-content = мәтінде: «{ $words }»
evidence-table = кестеде: «{ $words }»
evidence-body = хат мәтінінде: «{ $words }»
evidence-form = нысанда: «{ $words }»
evidence-on-page = { $sentence } ({ $page }-бет)

proof-trusted_received = уақытын өз серверлеріміз белгілеген
proof-internaldate = уақытын пошта жәшігі белгілеген
proof-person = уақытын ұйымдастырушы белгілеген
proof-none = түскен уақыты расталмаған

file-quoted = «{ $file }»
file-page = , { $page }-бет
letter-body = хаттың мәтіні
letter-named = № { $id } хат
