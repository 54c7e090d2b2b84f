# The commission's papers.
sheets-title = Score sheet
sheets-tab = Stage { $stage }
sheets-member = Member: { $name }, { $post }
sheets-how = Give a whole number of points from { $low } to { $high } for each criterion. Only the yellow cells are filled in.
sheets-whole = Give a whole number from { $low } to { $high }.
sheets-total = Total (at most { $most })
sheets-left = Criteria left empty
sheets-signature = Member: { $name } ____________________ (signature)
sheets-date = Date: “____” ____________ 20____
sheets-taken = Taken by the secretary: ____________________
