"""Measures on the ellipsoid: no events, no names, no network.

The names below load their modules at first use, so that importing one light
module (the errors, the ladder) never costs a heavy one.
"""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
