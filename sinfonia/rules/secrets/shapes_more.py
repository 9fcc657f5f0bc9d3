"""The values of further providers whose credentials have one form and no prefix."""

from __future__ import annotations

from sinfonia.rules.secrets.shape import Shape

_uuid = rb"[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}"
_hex32 = rb"[a-fA-F0-9]{32}"
_hex40 = rb"[a-fA-F0-9]{40}"
_any = rb"[A-Za-z0-9]"

SHAPES = (
    Shape("AbuseIPDB", rb"[a-f0-9]{80}", "https://docs.abuseipdb.com/#introduction"),
    Shape("AssemblyAI", _hex32, "https://www.assemblyai.com/docs/api-reference/overview"),
    Shape("DeepL", _uuid + rb"(?::fx)?", "https://developers.deepl.com/docs/getting-started/auth"),
    Shape("Etherscan", rb"[A-Z0-9]{34}", "https://docs.etherscan.io/getting-an-api-key"),
    Shape("Hetzner", _any + rb"{64}|" + _any + rb"{32}", "https://docs.hetzner.cloud/reference/cloud#getting-started"),
    Shape(
        "Infura", _hex32 + rb"|[A-Za-z0-9+/]{40,48}={0,2}", "https://docs.metamask.io/services/get-started/endpoints/",
    ),
    Shape("ipdata", rb"[a-f0-9]{56}", "https://docs.ipdata.co/docs/authentication"),
    Shape("IPinfo", rb"[a-f0-9]{14}", "https://ipinfo.io/developers#authentication"),
    Shape("Last.fm", _hex32, "https://www.last.fm/api/authentication", b"lastfm"),
    Shape("Linode", rb"[a-f0-9]{64}", "https://techdocs.akamai.com/linode-api/reference/get-started"),
    Shape("Mistral", _any + rb"{32}", "https://docs.mistral.ai/getting-started/quickstart", b"mistral"),
    Shape("NewsAPI", _hex32, "https://newsapi.org/docs/authentication"),
    Shape("Opsgenie", _uuid, "https://support.atlassian.com/opsgenie/docs/api-key-management/"),
    Shape(
        "Particle", _hex40, "https://docs.particle.io/reference/cloud-apis/access-tokens/", b"particletoken",
        b"particleaccess",
    ),
    Shape("Pipedrive", _hex40, "https://pipedrive.readme.io/docs/core-api-concepts-authentication"),
    Shape("Pushover", rb"[A-Za-z0-9]{30}", "https://pushover.net/api"),
    Shape("Sauce Labs", _uuid, "https://docs.saucelabs.com/dev/cli/sauce-connect-proxy/", b"sauceaccess", b"saucelabs"),
    Shape("Shodan", _any + rb"{32}", "https://developer.shodan.io/api/requirements"),
    Shape("Steam", rb"[A-F0-9]{32}", "https://steamcommunity.com/dev", b"steamapi", b"steamweb"),
    Shape("Todoist", _hex40, "https://developer.todoist.com/rest/v2/#authorization"),
    Shape("Unsplash", rb"[A-Za-z0-9_-]{43}|[a-f0-9]{64}", "https://unsplash.com/documentation#authorization"),
    Shape("Vultr", rb"[A-Z0-9]{36}", "https://www.vultr.com/api/#section/Authentication"),
)  # fmt: skip
