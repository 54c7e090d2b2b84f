# Archives in several volumes
finding-volumes_lacking = A volume of an archive is missing: { $file } – part { $numbers } did not come.
finding-volumes_apart = The volumes of an archive ({ $count }) came in several letters: { $file }. Join and attach them.

# Pictures that show nearly the same
finding-near_picture = { $file } shows nearly the same as { $other }.
finding-shared_picture = { $file } shows nearly the same as { $other } in submission { $number }.
