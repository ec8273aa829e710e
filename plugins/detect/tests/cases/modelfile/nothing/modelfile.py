import os
from x import y
FROM = 3
