"""Frames in, one folium map or one self-contained HTML file out.

Nothing here knows the event schema: callers name the columns and give a style
table. This is the only package that speaks latitude first, in one helper.
"""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
