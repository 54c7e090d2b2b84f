"""Every stranger's byte is read in a child process that can be killed: see ``parsers.sandbox.parent``.

The parent's half is imported when it is asked for, so that the child, which lives in this package too, starts light.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parsers.sandbox.parent import Sandbox, SandboxError, SandboxUnavailableError
    from parsers.sandbox.wire import SandboxLimits

__all__ = ["Sandbox", "SandboxError", "SandboxLimits", "SandboxUnavailableError"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    if name == "SandboxLimits":
        from parsers.sandbox.wire import SandboxLimits

        return SandboxLimits
    from parsers.sandbox import parent

    return getattr(parent, name)
