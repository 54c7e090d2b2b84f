# Решения людей: слова журнала и то, что нашли правила.

reason-person = решение организатора
reason-withdrawn = участник отказался

## Что решено

decided-accept = принято
decided-reject = не принято
decided-hold = оставлено в ожидании решения
decided-reopen = возвращено на проверку программой
decided-withdraw = участник отказался от участия
decided-kinds = файл признан документом: { $kinds }
decided-application = файл признан заявкой
decided-annex = файл признан приложением
decided-none = файл признан не относящимся к документам конкурса
decided-place = отнесено к материалам { $founder }
decided-place-new = зарегистрировано как отдельные материалы
decided-field = { $field }: «{ $value }»
decided-field-empty = { $field }: значение убрано
decided-received = время получения: { $moment }
decided-extend = срок продлён: { $moment }
decided-school = школа: { $school }
decided-waive = документ не требуется: { $kind }
decided-undo = отменено

## О чём решено

about-file = { $file }, { $number }
about-pages = { $file } (стр. { $pages }), { $number }
about-decision = решение № { $decision }
about-nothing = не найдено

## Состояние решения

fate-standing = действует
fate-undone = отменено
fate-superseded = заменено более новым решением
fate-orphaned = письмо, файл или материалы не найдены
fate-older = действует, но сведения с тех пор изменились

head-decision = Решение №
head-decided-at = Время
head-decided-by = Кто решил
head-about = О чём
head-decided = Что решено
head-ground = Основание
head-fate = Состояние
card-decisions = Решения организатора
decision-line = № { $decision }, { $moment }, { $person }: { $about } – { $what }. Основание: { $ground }. Состояние: { $fate }.
decisions-title = Решения, которые должен посмотреть организатор

## Что нашли правила

finding-letter_person = Организатор определил, что письмо относится к конкурсу.
finding-founded_person = Организатор зарегистрировал письмо как отдельные материалы (решение № { $decision }).
finding-joined_person = Организатор отнёс письмо к материалам { $founder } (решение № { $decision }).
finding-joined_decided = Письмо осталось в материалах { $founder }, потому что по ним есть решение организатора.
finding-decided_accept = Материалы принял организатор: { $person }, { $time }. Основание: { $words } (решение № { $decision }).
finding-decided_reject = Материалы не принял организатор: { $person }, { $time }. Основание: { $words } (решение № { $decision }).
finding-decided_hold = Организатор оставил материалы в ожидании решения: { $person }, { $time }. Основание: { $words } (решение № { $decision }).
finding-decided_withdraw = Участник отказался от конкурса, записал: { $person }, { $time }. Основание: { $words } (решение № { $decision }).
finding-deadline_extended = Организатор продлил срок: { $deadline } (решение № { $decision }).
finding-extension_unclear = Организатор продлил срок школе «{ $school }» (решение № { $decision }), но так могут называться несколько школ. К этим материалам продление пока не относится, нужно решение организатора.
finding-school_decided = Организатор определил школу: { $school } (решение № { $decision }).
finding-decided_on_older_facts = После решения организатора № { $decision } сведения изменились. Решение действует, но его нужно пересмотреть.
finding-regrouped = По этим материалам есть решение, поэтому они остались в прежнем составе (писем: { $count }). Теперь программа сгруппировала бы их иначе, нужно решение организатора.
finding-decision_orphaned = Письмо, файл или материалы, о которых решение № { $decision }, не найдены. Решение не удалено, его нужно посмотреть.
finding-decision_older_facts = После решения № { $decision } сведения изменились. Решение действует, но его нужно пересмотреть.
finding-submission_regrouped = По материалам { $number } есть решение, но их письма теперь сгруппировались бы иначе. Нужно посмотреть.
finding-two_accepted = Приняты двое материалов одной школы: { $number } и { $other_number }. Пока одно из решений не пересмотрено, этап не закрывается.
finding-extension_of_several = Срок продлён школе «{ $school }» (решение № { $decision }), но так могут называться школы нескольких материалов: { $numbers }. Пока срок не продлён никому: продлите его по номеру материалов.
