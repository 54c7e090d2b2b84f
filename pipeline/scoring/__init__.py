"""The commission's arithmetic: sheets → results, ties, places. Pure: no store, no clock, no order of any list matters.

Read ``values`` for what is known, then ``results`` (regulations IV), ``places`` (V) and ``closing`` (who still owes
what). Everything is exact: points are ``Fraction``, nothing is rounded but for show (``shown``).
"""
