"""A place name in, ranked places with reasons out; everything without network.

The core (``resolve``) is plain Python over one SQLite file; ``lookup`` and
``scan`` are the frames over it and load pandas at first use.
"""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
