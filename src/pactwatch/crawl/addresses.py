"""Refuses addresses that no public web page has, at the one place where every connection gets its address.

A feed can name `http://169.254.169.254/` or redirect to it, and a host name can resolve to a private address the
second time it is asked. The guard therefore sits in the reactor's name resolver: Twisted asks it for host names and for
literal addresses alike, and connects to exactly the addresses that it lets through. The answer is kept for the whole
crawl. (A proxy would do the resolving itself, so the crawl uses none.)
"""

import ipaddress
from collections.abc import Sequence
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostResolution

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Well-known prefix of translated IPv4 addresses, https://www.rfc-editor.org/rfc/rfc6052
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_refused(address: str, *, allow_loopback: bool) -> bool:
    """Tell whether the crawl must not connect to an IP address.

    Refused are private, loopback, link-local, multicast, reserved and unspecified addresses, also where an IPv6 address
    only wraps one. With `allow_loopback` it is the other way round: loopback and nothing else.

    >>> [is_refused(text, allow_loopback=False) for text in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1")]
    [False, True, True]
    """
    try:
        candidates = _unwrap(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return True
    if allow_loopback:
        return not all(ip.is_loopback for ip in candidates)
    return any(not ip.is_global or ip.is_multicast or ip.is_reserved for ip in candidates)


def _unwrap(ip: IpAddress) -> list[IpAddress]:
    """Return the address and those that it stands for; a mapped one stands only for its IPv4 address."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    wrapped: list[IpAddress] = [ip.sixtofour] if ip.sixtofour else []
    wrapped += list(ip.teredo or ())
    if ip in _NAT64:
        # Reachable where the network translates; the prefix itself is not private.
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip, *wrapped]


class _GuardedReceiver:
    """An IResolutionReceiver that passes on what is allowed and remembers a host that has nothing else."""

    def __init__(self, inner: Any, host: str, guard: "GuardedResolver") -> None:
        self._inner = inner
        self._host = host
        self._guard = guard
        self._refused = 0
        self._passed = 0

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802  Twisted's name
        self._inner.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802  Twisted's name
        if is_refused(address.host, allow_loopback=self._guard.allow_loopback):
            self._refused += 1
        else:
            self._passed += 1
            self._inner.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802  Twisted's name
        if self._refused and not self._passed:
            self._guard.refused_hosts.add(self._host)
        self._inner.resolutionComplete()


class GuardedResolver:
    """An IHostnameResolver: Scrapy's own behind the guard; `refused_hosts` have none but refused addresses."""

    # One crawl a process: the failure handler asks the class, which the reactor's resolver cannot be reached from.
    refused_hosts: set[str] = set()

    def __init__(self, reactor: Any, inner: Any, *, allow_loopback: bool) -> None:
        self._reactor = reactor
        self._inner = inner
        self.allow_loopback = allow_loopback

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """Build as Scrapy asks for it, from the setting `PACTWATCH_ALLOW_LOOPBACK`."""
        inner = CachingHostnameResolver.from_crawler(crawler, reactor)
        return cls(reactor, inner, allow_loopback=crawler.settings.getbool("PACTWATCH_ALLOW_LOOPBACK"))

    def install_on_reactor(self) -> None:
        """Become the resolver of every connection that this process makes."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802, PLR0913  the signature is Twisted's IHostnameResolver
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve as Twisted asks for it, and keep back what is refused."""
        receiver = _GuardedReceiver(resolutionReceiver, hostName, self)
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
