"""What a child gives up before it touches a stranger's bytes. Linux only; each step is as strong as the kernel is.

Nothing here can be taken back by the process that did it: resource limits (setrlimit(2)), no new privileges, death with
the parent (prctl(2)), no processes, sockets or signals (seccomp(2)) and no files but the named ones (landlock(7)).
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# System calls are made through libc, which sets errno; a call that the kernel does not know answers -1.
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that started it ends; never gain privileges by execve."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def limit_resources(memory_bytes: int, file_bytes: int, open_files: int) -> None:
    """Limits for the whole life of the child: address space, size of a written file, open files, no core dumps."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_FSIZE, file_bytes)
    _lower(resource.RLIMIT_NOFILE, open_files)


def forbid_processes() -> None:
    """No other processes, nor threads, where the filter of system calls cannot be had. Root is not held by this.

    The kernel counts all processes of the user here, so that any number but none would depend on what else runs.
    """
    _lower(resource.RLIMIT_NPROC, 0)


def _lower(what: int, limit: int) -> None:
    least = _within(limit, resource.getrlimit(what)[1])
    resource.setrlimit(what, (least, least))


def _within(limit: int, hard: int) -> int:
    """A limit that the hard limit allows (which is -1 where there is none)."""
    return limit if hard == resource.RLIM_INFINITY else min(limit, hard)


def ration(cpu_seconds: int, file_bytes: int) -> None:
    """Limits for one task. Processor time counts over a process's whole life: its limit is moved ahead each time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    ahead = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (_within(ahead, hard), hard))
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (_within(file_bytes, hard), hard))


# ------------------------------------------------------------------ system calls (seccomp)

# The kernel's own numbers (asm/unistd_64.h and asm-generic/unistd.h). A reader of documents needs none of these.
_NUMBERS: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "clone3": 435,
            "setsid": 112, "setpgid": 109, "socket": 41, "kill": 62, "tkill": 200, "tgkill": 234,
            "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "pidfd_send_signal": 424, "ptrace": 101,
            "process_vm_readv": 310, "process_vm_writev": 311, "prlimit64": 302, "unshare": 272,
            "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "bpf": 321,
            "io_uring_setup": 425, "keyctl": 250, "add_key": 248, "init_module": 175, "finit_module": 313,
            "reboot": 169, "settimeofday": 164, "clock_settime": 227, "open_by_handle_at": 304,
            "userfaultfd": 323,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "clone": 220, "execve": 221, "execveat": 281, "clone3": 435, "setsid": 157, "setpgid": 154,
            "socket": 198, "kill": 129, "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138,
            "rt_tgsigqueueinfo": 240, "pidfd_send_signal": 424, "ptrace": 117, "process_vm_readv": 270,
            "process_vm_writev": 271, "prlimit64": 261, "unshare": 97, "setns": 268, "mount": 40,
            "umount2": 39, "pivot_root": 41, "chroot": 51, "bpf": 280, "io_uring_setup": 425, "keyctl": 219,
            "add_key": 217, "init_module": 105, "finit_module": 273, "reboot": 142, "settimeofday": 170,
            "clock_settime": 112, "open_by_handle_at": 265, "userfaultfd": 282,
        },
    ),
}  # fmt: skip

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x10000
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # struct seccomp_data; the low half comes first on both machines


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def forbid_system_calls() -> bool:
    """Refuse processes, sockets, signals to others and the administrator's calls; True when the filter holds.

    Threads stay possible (a library may use them); signals to oneself too, so that abort() still ends the process.
    """
    machine = _NUMBERS.get(platform.machine())
    if machine is None or sys.byteorder != "little":
        return False
    code = _filter(*machine)
    program = _Program(len(code) // 8, code)
    return bool(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(arch: int, numbers: dict[str, int]) -> bytes:
    """The filter's instructions (struct sock_filter: code, jump if true, jump if false, operand)."""

    def step(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("<HBBI", code, if_true, if_false, operand)

    refuse = step(_RETURN, _ERRNO | _EPERM)
    allow = step(_RETURN, _ALLOW)
    # Another architecture's numbers (32-bit calls) mean other things: whoever uses them is not ours.
    lines = [step(_LOAD, _ARCH_AT), step(_EQUAL, arch, 1, 0), step(_RETURN, _KILL), step(_LOAD, _NUMBER_AT)]
    lines += [step(_AT_LEAST, 0x40000000, 0, 1), refuse]
    special = {"clone", "clone3", "tgkill", "prlimit64"}
    for name, number in numbers.items():
        if name not in special:
            lines += [step(_EQUAL, number, 0, 1), refuse]
    # libc tries clone3 first, whose flags lie in memory that a filter cannot see: it falls back to clone.
    lines += [step(_EQUAL, numbers["clone3"], 0, 1), step(_RETURN, _ERRNO | _ENOSYS)]
    first = step(_LOAD, _FIRST_ARGUMENT_AT)
    lines += [step(_EQUAL, numbers["clone"], 0, 4), first, step(_ANY_BIT, _CLONE_THREAD, 0, 1), allow, refuse]
    lines += [step(_EQUAL, numbers["tgkill"], 0, 4), first, step(_EQUAL, os.getpid(), 0, 1), allow, refuse]
    lines += [step(_EQUAL, numbers["prlimit64"], 0, 4), first, step(_EQUAL, 0, 0, 1), allow, refuse]
    return b"".join([*lines, allow])


# ------------------------------------------------------------------ files (landlock)

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same number on every architecture
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG, _REFER, _TRUNCATE, _IOCTL_DEV = 1 << 7, 1 << 8, 1 << 13, 1 << 14, 1 << 15
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_READ = _READ_FILE | _READ_DIR
_WRITE = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/dev/null", "/dev/zero", "/dev/urandom", "/proc/self", "/sys/devices/system/cpu",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/fonts", "/etc/nsswitch.conf", "/etc/passwd",
)  # fmt: skip


def landlock_version() -> int:
    """How much the kernel can confine: 0 nothing, 1 and 2 files, 3 their length too, 4 TCP, 6 signals."""
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def confine_files(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """From now on only the system's libraries, Python's path and ``readable`` can be read, only ``writable`` written.

    No links can be made, no TCP spoken, no signal sent outside. True when the kernel holds it (Linux 5.13 and later).
    """
    version = landlock_version()
    if version < 1:
        return False
    handled = (1 << 13) - 1
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)):
        handled |= right if version >= since else 0
    attributes = struct.pack("<QQQ", handled, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    try:
        for path in (*_SYSTEM, *_python_path(), *readable):
            _permit(rules, path, _READ & handled)
        for path in writable:
            _permit(rules, path, _WRITE & handled)
        _permit(rules, "/dev/null", (_READ_FILE | _WRITE_FILE) & handled)
        for path in sys.path:  # finding a package lists its folder, which need not open the files beside it
            _permit(rules, path, _READ_DIR)
        return bool(_libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _python_path() -> Iterable[str]:
    """Where code comes from: Python's folders and our package, but not what lies beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent if (package.parent / "pyproject.toml").exists() else None
    code = [path for path in sys.path if checkout is None or Path(path) != checkout]
    return (str(package), sys.prefix, sys.base_prefix, *code)


def _permit(rules: int, path: str, rights: int) -> None:
    """One rule; a path that does not exist needs none. Rights of folders cannot be given to a file."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights &= -1 if Path(path).is_dir() else _FILE_RIGHTS
        _libc.syscall(_ADD_RULE, rules, 1, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)
