"""From reports of attacks to a checked, layered map.

>>> import strikemap as sm

``read_events -> locate -> check_claim -> make_map / write_events``; each takes
frames and gives new ones. The names load their modules at first use.
"""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
