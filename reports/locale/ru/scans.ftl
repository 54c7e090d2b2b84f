# Архивы из нескольких томов
finding-volumes_lacking = Не хватает тома архива: { $file } – не поступил том: { $numbers }.
finding-volumes_apart = Тома архива ({ $count }) пришли в разных письмах: { $file }. Соберите их и приложите.

# Почти одинаковые снимки
finding-near_picture = На снимке { $file } почти то же, что на снимке { $other }.
finding-shared_picture = Снимок { $file } почти тот же, что { $other } в материалах { $number }.
