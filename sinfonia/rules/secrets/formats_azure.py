"""Formats of Azure keys with a signature in the middle, and of signed addresses."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_keys = "https://github.com/microsoft/security-utilities/blob/main/docs/CASK.md"
_sas = "https://learn.microsoft.com/azure/storage/common/storage-sas-overview"
_end = rb"(?![A-Za-z0-9+/])"

FORMATS = (
    Format(
        "azure-signed-512", "Azure", "service key", "",
        rb"[A-Za-z0-9+/]{76}(?:ACDb|\+ASt|\+ABa|APIM)[A-Za-z0-9+/]{5}[AQgw]==", _keys,
        needles=(b"acdb", b"+ast", b"+aba", b"apim"), inside=True, back=76,
        note="Cosmos DB, Storage, Batch, API Management",
    ),
    Format(
        "azure-signed-256", "Azure", "service key", "",
        rb"[A-Za-z0-9+/]{33}(?:AIoT|\+ASb|\+AEh|\+ARm|AzCa|AzEG)[A-P][A-Za-z0-9+/]{5}=", _keys,
        needles=(b"aiot", b"+asb", b"+aeh", b"+arm", b"azca", b"azeg"), inside=True, back=33,
        note="IoT Hub, Service Bus, Event Hubs, Relay, Cache, Event Grid",
    ),
    Format(
        "azure-search", "Azure", "search key", "", rb"[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}" + _end, _keys,
        needles=(b"azse",), inside=True, back=42,
    ),
    Format(
        "azure-registry", "Azure", "container registry key", "", rb"[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}" + _end,
        _keys, needles=(b"+acr",), inside=True, back=42,
    ),
    Format(
        "azure-function", "Azure", "function key", "", rb"[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==", _keys,
        needles=(b"azfu",), inside=True, back=44,
    ),
    Format(
        "azure-sas", "Azure", "shared access signature", "", rb"[?&]sig=([A-Za-z0-9+/]{43}(?:%3[dD]|=))", _sas,
        needles=(b"sig=",), entropy=3.6, free=True, back=1,
    ),
)  # fmt: skip
