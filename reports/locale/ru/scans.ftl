# Архивы из нескольких томов
finding-volumes_lacking = Не хватает тома архива: { $file } – не поступил том: { $numbers }.
finding-volumes_apart = Тома архива ({ $count }) пришли в разных письмах: { $file }. Соберите их и приложите.
