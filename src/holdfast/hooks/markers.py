"""The marks on functions by which pluggy knows hooks."""

import pluggy

from holdfast.hooks import PROJECT

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
