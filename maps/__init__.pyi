from .canvas import MapPage as MapPage
from .layers import add_events as add_events
from .layers import add_lines as add_lines
from .layers import add_rings as add_rings
from .symbology import Style as Style
from .symbology import StyleTable as StyleTable
