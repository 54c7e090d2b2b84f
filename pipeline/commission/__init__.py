"""The commission at work: what stands (``board``) and how it is recorded (``recording``), over the tracking database.

The arithmetic is ``pipeline.scoring``, pure; here its values are loaded, checked against who is accepted, and kept.
"""
