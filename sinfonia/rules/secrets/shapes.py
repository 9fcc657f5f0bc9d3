"""The values of providers whose credentials have no prefix: looked up by the name that is given one."""

from __future__ import annotations

from sinfonia.rules.secrets.shape import Shape
from sinfonia.rules.secrets.shapes_more import SHAPES as _MORE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_uuid = rb"[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}"
_hex32 = rb"[a-fA-F0-9]{32}"
_hex40 = rb"[a-fA-F0-9]{40}"
_hex64 = rb"[a-fA-F0-9]{64}"
_url = rb"[A-Za-z0-9_-]"
_any = rb"[A-Za-z0-9]"

SHAPES = (
    Shape("Abyssale", _any + rb"{40}", "https://developers.abyssale.com/rest-api/authentication"),
    Shape("AccuWeather", _any + rb"{32,35}", "https://developer.accuweather.com/"),
    Shape("Adafruit", rb"(?:aio_[A-Za-z0-9]{28}|[A-Za-z0-9_-]{32})", "https://io.adafruit.com/api/docs/"),
    Shape("Amplitude", _hex32, "https://amplitude.com/docs/apis/keys-and-tokens"),
    Shape(
        "Artifactory", rb"(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59}|[A-Za-z0-9]{64,73}|eyJ[A-Za-z0-9_.-]{100,2000})",
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens", b"artifactory", b"jfrog",
    ),
    Shape(
        "Asana", rb"(?:[0-9]/[0-9]{16}(?:/[0-9]{16})?:[a-f0-9]{32}|0/[a-f0-9]{32}|[A-Za-z0-9]{32}|[0-9]{16})",
        "https://developers.asana.com/docs/personal-access-token",
    ),
    Shape(
        "Authress",
        rb"(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}",
        "https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning",
    ),
    Shape("Beamer", rb"b_[A-Za-z0-9=_-]{44}", "https://www.getbeamer.com/api"),
    Shape("Bitly", rb"R_[a-f0-9]{32}|" + _hex40, "https://dev.bitly.com/docs/getting-started/authentication/"),
    Shape("Bittrex", _any + rb"{32}", "https://bittrex.github.io/api/v3"),
    Shape(
        "Box", _any + rb"{32}", "https://developer.box.com/guides/authentication/tokens/", b"^boxapi", b"^boxaccess",
        b"^boxclient", b"^boxtoken", b"^boxsecret",
    ),
    Shape("Cisco Meraki", _hex40, "https://developer.cisco.com/meraki/api-v1/authorization/", b"meraki"),
    Shape("Codecov", rb"[A-Za-z0-9]{32}|" + _uuid, "https://docs.codecov.com/docs/codecov-tokens"),
    Shape(
        "Coinbase", rb"[A-Za-z0-9_-]{16}|[A-Za-z0-9_-]{32}|[A-Za-z0-9_-]{64}|[A-Za-z0-9+/]{86}==|" + _uuid,
        "https://docs.cdp.coinbase.com/get-started/authentication/overview",
    ),
    Shape(
        "Confluent", rb"[A-Z0-9]{16}|[A-Za-z0-9+/]{64}|cflt[A-Za-z0-9+/]{60}",
        "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
    ),
    Shape(
        "ConfigCat",
        rb"(?:configcat-sdk-1/)?[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}|(?!configcat-)[A-Za-z0-9_+/=:-]{40,120}",
        "https://configcat.com/docs/sdk-reference/overview/",
    ),
    Shape(
        "Datadog", _hex32 + rb"|" + _hex40 + rb"|pub[a-f0-9]{32}|dd(?:app|api|pat)_[A-Za-z0-9]{30,40}",
        "https://docs.datadoghq.com/account_management/api-app-keys/",
    ),
    Shape(
        "Databricks", rb"(?:dapi|dose|dsapi|doc)[a-fA-F0-9]{32}(?:-[0-9])?|" + _uuid,
        "https://docs.databricks.com/dev-tools/auth/pat.html",
    ),
    Shape("data.gov", _any + rb"{40}", "https://api.data.gov/docs/developer-manual/", b"datagov"),
    Shape(
        "Discord", rb"[MNO][A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}|[A-Za-z0-9_-]{32}|[a-f0-9]{64}",
        "https://discord.com/developers/docs/reference#authentication",
    ),
    Shape("Disqus", _any + rb"{64}", "https://disqus.com/api/docs/auth/"),
    Shape("Drone", _any + rb"{32}", "https://docs.drone.io/cli/configure/", b"droneci", b"dronetoken", b"droneserver"),
    Shape(
        "Etsy", rb"[a-z0-9]{24}|[a-z0-9]{10}|[0-9]{5,12}\.[A-Za-z0-9_-]{40,200}",
        "https://developers.etsy.com/documentation/essentials/authentication/",
    ),
    Shape(
        "eBay",
        rb"(?:PRD|SBX)-[a-f0-9]{12}-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}|v\^1\.1#[A-Za-z0-9^#+/=]{60,2000}"
        rb"|[A-Za-z0-9]{4,12}-[A-Za-z0-9]{4,12}-(?:PRD|SBX)-[a-f0-9]{9}-[a-f0-9]{8}|" + _uuid,
        "https://developer.ebay.com/api-docs/static/gs_create-the-ebay-api-keysets.html",
    ),
    Shape("Fastly", _url + rb"{32}", "https://docs.fastly.com/en/guides/using-api-tokens"),
    Shape(
        "Finicity", rb"[a-f0-9]{32}|[a-zA-Z0-9]{20}", "https://developer.mastercard.com/open-finance-us/documentation/",
    ),
    Shape("Finnhub", rb"[a-z0-9]{20}|[a-z0-9]{40}", "https://finnhub.io/docs/api/authentication"),
    Shape(
        "Flickr", rb"[a-f0-9]{32}|[a-f0-9]{16}|[0-9]{17}-[a-f0-9]{16}",
        "https://www.flickr.com/services/api/auth.oauth.html",
    ),
    Shape("FreshBooks", rb"[a-f0-9]{64}|[a-f0-9]{32}", "https://www.freshbooks.com/api/authentication"),
    Shape("Gitter", rb"[A-Za-z0-9_-]{40}", "https://developer.gitter.im/docs/authentication"),
    Shape("Gumroad", rb"[A-Za-z0-9_-]{43}|" + _hex64, "https://app.gumroad.com/api", b"gumroad"),
    Shape(
        "InfluxDB", rb"[A-Za-z0-9_/+-]{86}==|apiv3_[A-Za-z0-9_-]{86}",
        "https://docs.influxdata.com/influxdb/v2/admin/tokens/", b"influx",
    ),
    Shape(
        "IBM Cloud", rb"[A-Za-z0-9_-]{42,44}", "https://cloud.ibm.com/docs/account?topic=account-userapikey",
        b"ibmcloud",
    ),
    Shape("JumpCloud", rb"jca_[A-Za-z0-9]{36}|[A-Za-z0-9]{40}", "https://docs.jumpcloud.com/api/1.0/index.html"),
    Shape(
        "Kraken", rb"[A-Za-z0-9/+]{54,56}={0,2}|[A-Za-z0-9/+]{80,88}={0,2}",
        "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    ),
    Shape(
        "KuCoin", rb"[a-f0-9]{24}|" + _uuid, "https://www.kucoin.com/docs/basic-info/connection-method/authentication",
    ),
    Shape(
        "LaunchDarkly", rb"(?:api|sdk|mob|rel)-" + _uuid + rb"|[A-Za-z0-9=_-]{40}",
        "https://launchdarkly.com/docs/home/account/api",
    ),
    Shape(
        "LinkedIn", rb"[a-z0-9]{14}|[A-Za-z0-9]{16}|WPL_AP1\.[A-Za-z0-9./+=]{20,40}|AQ[A-Za-z0-9_-]{80,600}",
        "https://learn.microsoft.com/linkedin/shared/authentication/authentication",
    ),
    Shape(
        "Looker", rb"[A-Za-z0-9]{20}|[A-Za-z0-9]{24}|[A-Za-z0-9]{40}", "https://cloud.google.com/looker/docs/api-auth",
    ),
    Shape(
        "Mattermost", rb"[a-z0-9]{26}", "https://developers.mattermost.com/integrate/reference/personal-access-token/",
    ),
    Shape(
        "Mercury", rb"(?:secret-token:)?mercury_production_[a-z]{2,8}_[A-Za-z0-9]{30,60}_[a-z]{4,10}",
        "https://docs.mercury.com/reference/getting-started-with-your-api",
    ),
    Shape(
        "MessageBird", rb"[A-Za-z0-9]{25}|" + _uuid, "https://developers.messagebird.com/api/#authentication",
        b"messagebird",
    ),
    Shape("Netlify", rb"nf[a-z]_[A-Za-z0-9_]{36}|[A-Za-z0-9=_-]{40,46}", "https://docs.netlify.com/api/get-started/"),
    Shape(
        "New Relic",
        rb"NR(?:AK|AA|II|IQ|JS|RA|SP)-[A-Za-z0-9_-]{19,42}|[a-f0-9x]{36}NRAL|[a-f0-9]{40}"
        rb"|(?:eu|us|gov)[0-9x]{2,4}[a-f0-9]{30,36}(?:NRAL|-NRMA)|[A-Za-z0-9]{32}|[A-Za-z0-9_-]{64}",
        "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/", b"newrelic",
    ),
    Shape(
        "npm", rb"npm_[A-Za-z0-9]{36}|[A-Za-z0-9+/=]{24,400}", "https://docs.npmjs.com/about-access-tokens",
        b"npmtoken", b"npmauth",
    ),
    Shape("New York Times", _url + rb"{32}", "https://developer.nytimes.com/get-started", b"nytimes", b"newyorktimes"),
    Shape(
        "Okta", rb"00[A-Za-z0-9_=-]{40}|[A-Za-z0-9_-]{40}|[A-Za-z0-9_-]{64}|0oa[A-Za-z0-9]{17}",
        "https://developer.okta.com/docs/guides/create-an-api-token/main/",
    ),
    Shape("OpenWeather", _hex32, "https://openweathermap.org/appid"),
    Shape(
        "OVH", rb"[A-Za-z0-9]{16}|[A-Za-z0-9]{32}", "https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api",
    ),
    Shape(
        "Plaid", rb"[a-z0-9]{24}|[a-z0-9]{30}|(?:access|public|link)-(?:sandbox|development|production)-" + _uuid,
        "https://plaid.com/docs/api/",
    ),
    Shape("RapidAPI", _url + rb"{50}", "https://docs.rapidapi.com/docs/keys-and-key-rotation"),
    Shape("Rainforest", rb"apikey_[a-f0-9]{64}", "https://docs.rainforestpay.com/docs/api-authentication"),
    Shape(
        "Scaleway", _uuid + rb"|SCW[A-Z0-9]{17}", "https://www.scaleway.com/en/docs/iam/concepts/#api-key", b"scaleway",
        b"scw",
    ),
    Shape("Sendbird", _hex40 + rb"|" + _uuid, "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api"),
    Shape("Snyk", _uuid + rb"|snyk_[a-z]{2,4}\.[a-f0-9]{8}\.[A-Za-z0-9_-]{36,200}", "https://docs.snyk.io/snyk-api/authentication-for-api"),
    Shape(
        "Sonar", rb"(?:sq[upa]_)?[A-Za-z0-9]{40}",
        "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/", b"sonar",
    ),
    Shape(
        "Sourcegraph",
        rb"(?:sgp_(?:[a-fA-F0-9]{16}_|local_)?)?[a-fA-F0-9]{40}|slk_[a-f0-9]{64}|sg[a-z]_[A-Za-z0-9_]{40,120}",
        "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
    ),
    Shape("Squarespace", _uuid, "https://developers.squarespace.com/commerce-apis/authentication-and-permissions"),
    Shape(
        "Stability", rb"sk-[A-Za-z0-9]{48}", "https://platform.stability.ai/docs/getting-started/authentication",
        b"stability",
    ),
    Shape(
        "Sumo Logic", rb"su[A-Za-z0-9]{12}|[A-Za-z0-9]{64}|[A-Za-z0-9+/=_-]{80,400}",
        "https://help.sumologic.com/docs/manage/security/access-keys/", b"sumologic", b"sumo",
    ),
    Shape(
        "Supabase", rb"sbp_(?:v0_)?[a-z0-9]{40}|sb_secret_[A-Za-z0-9]{22}_[A-Za-z0-9_-]{8}|eyJ[A-Za-z0-9_.-]{60,2000}",
        "https://supabase.com/docs/guides/api/api-keys",
    ),
    Shape(
        "Tailscale", rb"tskey-[a-z]{2,10}-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}",
        "https://tailscale.com/kb/1277/key-prefixes",
    ),
    Shape("Travis CI", _url + rb"{22}", "https://docs.travis-ci.com/user/triggering-builds/", b"travis"),
    Shape(
        "Trello", rb"[A-Za-z0-9-]{32}|[a-f0-9]{64}|ATTA[A-Fa-f0-9]{72}",
        "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
    ),
    Shape("Twitch", rb"[a-z0-9]{30}|live_[0-9]{8,12}_[A-Za-z0-9]{30}", "https://dev.twitch.tv/docs/authentication/"),
    Shape(
        "Twitter",
        rb"[A-Za-z0-9]{25}|[A-Za-z0-9]{45}|[A-Za-z0-9]{50}|[0-9]{5,25}-[A-Za-z0-9]{20,42}|A{20,24}[A-Za-z0-9%=+/]{60,120}",
        "https://docs.x.com/fundamentals/authentication/overview",
    ),
    Shape(
        "Vercel", rb"[A-Za-z0-9]{24}|vc[pirak]_[A-Za-z0-9]{56}|vercel_[a-z]{2,12}_[A-Za-z0-9_]{20,90}",
        "https://vercel.com/docs/rest-api",
    ),
    Shape(
        "HashiCorp Vault",
        rb"[sbr]\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5})?|b\.AAAA[A-Za-z0-9_-]{60,400}"
        rb"|hv[sbr]\.[A-Za-z0-9_-]{24,300}|" + _uuid,
        "https://developer.hashicorp.com/vault/docs/concepts/tokens", b"vaulttoken", b"vaultclienttoken", b"vaultroot",
    ),
    Shape(
        "WakaTime", rb"(?:waka_)?" + _uuid + rb"|waka_(?:tok|sec)_[A-Za-z0-9]{40,120}",
        "https://wakatime.com/developers#authentication",
    ),
    Shape("weatherstack", _hex32, "https://weatherstack.com/documentation"),
    Shape(
        "Weights & Biases", _hex40 + rb"|wandb_v1_[A-Za-z0-9_]{60,100}|local-[a-f0-9]{40}",
        "https://docs.wandb.ai/models/track/public-api-guide", b"wandb",
    ),
    Shape(
        "Zendesk", _any + rb"{40}|[a-f0-9]{64}",
        "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
    ),
    Shape("Cerebras", rb"csk-[a-z0-9]{48}", "https://inference-docs.cerebras.ai/quickstart"),
    Shape("Deepgram", _hex40, "https://developers.deepgram.com/guides/fundamentals/make-your-first-api-request"),
    Shape("ElevenLabs", rb"sk_[a-f0-9]{48}|[a-f0-9]{32}", "https://elevenlabs.io/docs/api-reference/authentication"),
    Shape("Groq", rb"gsk_[A-Za-z0-9]{52}", "https://console.groq.com/docs/quickstart"),
    Shape(
        "Hugging Face", rb"(?:hf_|api_org_)[A-Za-z]{34}", "https://huggingface.co/docs/hub/security-tokens",
        b"huggingface",
    ),
    Shape("NVIDIA", rb"nvapi-[A-Za-z0-9_-]{60,70}", "https://docs.api.nvidia.com/nim/reference/llm-apis"),
    Shape("OpenRouter", rb"sk-or-v1-[a-f0-9]{64}", "https://openrouter.ai/docs/api/reference/authentication"),
    Shape("Perplexity", rb"pplx-[A-Za-z0-9]{48}", "https://docs.perplexity.ai/getting-started/quickstart"),
    Shape("Postmark", _uuid, "https://postmarkapp.com/developer/api/overview"),
    Shape("Replicate", rb"r8_[A-Za-z0-9_-]{37}", "https://replicate.com/docs/reference/http#authentication"),
    Shape(
        "Tavily", rb"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}",
        "https://docs.tavily.com/documentation/api-reference/introduction",
    ),
    Shape("VirusTotal", rb"[a-f0-9]{64}", "https://docs.virustotal.com/docs/please-give-me-an-api-key"),
    *_MORE,
)  # fmt: skip

_MOST = 4_000  # names that are remembered: a text has the same few over and over
_compiled: dict[bytes, re.Pattern[bytes]] = {}
_known: dict[bytes, Shape | None] = {}


def shape_of(name: bytes) -> Shape | None:
    """Give the provider whose values are known that an identifier in lower case names; None where there is none."""
    flat = b"^" + name.translate(None, b"_-.")
    if flat not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[flat] = next((row for row in SHAPES if any(word in flat for word in row.words)), None)
    return _known[flat]


def fits(shape: Shape, value: bytes) -> bool:
    """Tell whether a value looks as those of the provider do."""
    expression = _compiled.get(shape.pattern)
    if expression is None:
        import re

        expression = _compiled[shape.pattern] = re.compile(shape.pattern)
    return expression.fullmatch(value) is not None
