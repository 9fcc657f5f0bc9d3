"""Formats of further platforms: building, running, watching, and model services that give their tokens a prefix."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_netlify = "https://docs.netlify.com/api/get-started/"
_ory = "https://github.com/ory/hydra/issues/2845"
_dbt = "https://docs.getdbt.com/docs/dbt-cloud-apis/authentication"
_axiom = "https://axiom.co/docs/reference/tokens"
_modal = "https://modal.com/docs/reference/modal.config"
_cask = "https://github.com/microsoft/security-utilities/blob/main/docs/CASK.md"
_openvsx = "https://github.com/eclipse/openvsx/wiki/Publishing-Extensions"
_porkbun = "https://porkbun.com/api/json/v3/documentation"
_dnsimple = "https://support.dnsimple.com/articles/api-access-token/"
_uuid = rb"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
_end = rb"(?![A-Za-z0-9])"
_stop = rb"(?![A-Za-z0-9_-])"

FORMATS = (
    Format(
        "aws-session-token", "AWS", "session token", "",
        rb"(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[A-Za-z0-9+/]{100,1600}={0,2}",
        "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html",
        needles=(b"iqojb3jpz2lu", b"fwogzxivyxdz", b"fqogzxivyxdz", b"aqodyxdz"), entropy=4.0,
    ),
    Format(
        "azure-common", "Azure", "service key", "",
        rb"[A-Za-z0-9]{52}JQQJ9[9D][A-Za-z][A-L][A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{7}(?:[A-Za-z0-9]{2}==)?" + _end,
        _cask, needles=(b"jqqj9",), inside=True, back=52, note="OpenAI, AI services, DevOps, Maps",
    ),
    Format(
        "google-hmac", "Google", "HMAC access id", "GOOG1E", rb"[A-Z0-9]{55}" + _end,
        "https://cloud.google.com/storage/docs/authentication/hmackeys", entropy=3.4,
    ),
    Format(
        "firebase-messaging", "Firebase", "server key", "AAAA", rb"[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{140}" + _stop,
        "https://firebase.google.com/docs/cloud-messaging/auth-server", entropy=4.0,
    ),
    Format(
        "digitalocean-spaces", "DigitalOcean", "Spaces key id", "DO", rb"(?:00|801)[A-Z0-9]{16,18}" + _end,
        "https://docs.digitalocean.com/products/spaces/how-to/manage-access/", needles=(b"do00", b"do801"), entropy=3.0,
    ),
    Format(
        "netlify-other", "Netlify", "token", "nf", rb"[cobu]_[A-Za-z0-9_]{36}" + _end, _netlify,
        needles=(b"nfc_", b"nfo_", b"nfb_", b"nfu_"), entropy=3.6,
    ),
    Format(
        "astra", "DataStax Astra", "application token", "AstraCS:", rb"[A-Za-z]{20,28}:[a-f0-9]{64}" + _end,
        "https://docs.datastax.com/en/astra-cli/manage-cli.html", needles=(b"astracs:",),
    ),
    Format(
        "tinybird", "Tinybird", "token", "p.", rb"eyJ[A-Za-z0-9_-]{30,300}\.[A-Za-z0-9_-]{20,60}" + _stop,
        "https://www.tinybird.co/docs/forward/administration/tokens", needles=(b"p.eyj",), entropy=3.6,
    ),
    Format(
        "backblaze", "Backblaze B2", "application key", "K00", rb"[0-9][A-Za-z0-9/+]{27}(?![A-Za-z0-9/+])",
        "https://www.backblaze.com/docs/cloud-storage-application-keys",
        needles=tuple(b"k00%d" % digit for digit in range(10)), entropy=4.0,
    ),
    Format(
        "akamai", "Akamai", "client token", "akab-", rb"[a-z0-9]{16}-[a-z0-9]{16}" + _end,
        "https://techdocs.akamai.com/developer/docs/edgegrid", entropy=3.4,
    ),
    Format("porkbun", "Porkbun", "secret key", "sk1_", rb"[a-f0-9]{64}" + _end, _porkbun),
    Format("porkbun-key", "Porkbun", "API key", "pk1_", rb"[a-f0-9]{64}" + _end, _porkbun),
    Format(
        "dnsimple", "DNSimple", "access token", "dnsimple_", rb"[au]_[A-Za-z0-9]{30,48}" + _end, _dnsimple,
        needles=(b"dnsimple_a_", b"dnsimple_u_"), entropy=3.4,
    ),
    Format(
        "konnect", "Kong Konnect", "access token", "", rb"[ks]pat_[A-Za-z0-9]{40,64}" + _end,
        "https://developer.konghq.com/konnect-api/", needles=(b"kpat_", b"spat_"), entropy=3.6,
    ),
    Format(
        "rancher", "Rancher", "API token", "token-", rb"[a-z0-9]{5}:[a-z0-9]{54}" + _end,
        "https://ranchermanager.docs.rancher.com/api/api-tokens", entropy=3.4,
    ),
    Format(
        "k3s", "K3s", "server token", "K10", rb"[a-f0-9]{64}::(?:server|node|[a-z0-9]{6})[:.][a-z0-9]{16,64}" + _end,
        "https://docs.k3s.io/cli/token",
    ),
    Format(
        "portainer", "Portainer", "access token", "ptr_", rb"[A-Za-z0-9+/]{43,44}={0,2}",
        "https://docs.portainer.io/api/access", entropy=3.6,
    ),
    Format(
        "netbird", "NetBird", "access token", "nbp_", rb"[A-Za-z0-9]{36}" + _end,
        "https://docs.netbird.io/how-to/access-netbird-public-api",
    ),
    Format(
        "infisical", "Infisical", "service token", "st.", rb"[a-f0-9]{24}\.[a-f0-9]{32}\.[a-f0-9]{32}" + _end,
        "https://infisical.com/docs/documentation/platform/token",
        needles=tuple(b"st.%x" % digit for digit in range(16)), entropy=3.2,
    ),
    Format(
        "bitwarden", "Bitwarden", "machine account token", "0.", _uuid + rb"\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==",
        "https://bitwarden.com/help/access-tokens/", needles=(b"0.",), entropy=3.6, gate=b"token",
    ),
    Format(
        "openvsx", "Open VSX", "access token", "ovsx", rb"(?:p|at)_" + _uuid + _end, _openvsx,
        needles=(b"ovsxp_", b"ovsxat_"), entropy=2.8,
    ),
    Format(
        "youtrack", "JetBrains Hub", "permanent token", "perm",
        rb"[:-][A-Za-z0-9+/]{4,80}={0,2}\.[A-Za-z0-9+/-]{4,80}={0,2}\.(?=[A-Za-z]{0,50}[0-9])[A-Za-z0-9]{22,60}" + _end,
        "https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html", needles=(b"perm:", b"perm-"),
        entropy=3.6,
    ),
    Format(
        "codefresh", "Codefresh", "API key", "", rb"(?i:codefresh)[^\n]{0,40}?([a-f0-9]{24}\.[a-f0-9]{32})" + _end,
        "https://codefresh.io/docs/docs/integrations/codefresh-api/", needles=(b"codefresh",), entropy=3.0, ahead=60,
    ),
    Format(
        "buildkite-agent", "Buildkite", "cluster token", "bkct_", rb"[A-Za-z0-9_-]{40,80}",
        "https://buildkite.com/docs/agent/v3/tokens", entropy=3.6,
    ),
    Format(
        "launchable", "Launchable", "workspace key", "v1:",
        rb"[A-Za-z0-9_-]{2,40}/[A-Za-z0-9_-]{2,40}:[a-f0-9]{40}" + _end,
        "https://www.launchableinc.com/docs/sending-data-to-launchable/using-the-launchable-cli/getting-started/",
        needles=(b"v1:",), entropy=3.0,
    ),
    Format(
        "dbt", "dbt Cloud", "token", "dbt", rb"[cu]_[A-Za-z0-9_-]{38,58}={0,2}", _dbt, needles=(b"dbtc_", b"dbtu_"),
        entropy=3.6,
    ),
    Format(
        "retool", "Retool", "access token", "retool_", rb"01[a-z0-9]{24}" + _end,
        "https://docs.retool.com/org-users/guides/retool-api/authentication", entropy=3.2,
    ),
    Format(
        "apollo-graph", "Apollo GraphOS", "API key", "",
        rb"(?:service:[A-Za-z0-9_-]{2,40}|user:gh\.[a-f0-9-]{36}):[A-Za-z0-9_-]{22}" + _stop,
        "https://www.apollographql.com/docs/graphos/platform/access-management/api-keys",
        needles=(b"service:", b"user:gh."), entropy=3.8,
    ),
    Format(
        "honeycomb", "Honeycomb", "ingest key", "hc", rb"[abx]ik_[a-z0-9]{58}" + _end,
        "https://docs.honeycomb.io/configure/environments/manage-api-keys/", needles=(b"hcaik_", b"hcbik_", b"hcxik_"),
        entropy=3.4,
    ),
    Format("axiom", "Axiom", "API token", "xaat-", _uuid + _end, _axiom, entropy=2.8),
    Format("axiom-personal", "Axiom", "personal access token", "xapt-", _uuid + _end, _axiom, entropy=2.8),
    Format(
        "coralogix", "Coralogix", "API key", "cx", rb"[tu]p_[A-Za-z0-9]{30}" + _end,
        "https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/", needles=(b"cxtp_", b"cxup_"),
        entropy=3.6,
    ),
    Format(
        "pixie", "Pixie", "key", "px-", rb"(?:dep|api)-" + _uuid + _end,
        "https://docs.px.dev/reference/admin/deploy-keys/", needles=(b"px-dep-", b"px-api-"), entropy=2.8,
    ),
    Format(
        "checkly", "Checkly", "API key", "cu_", rb"[a-f0-9]{32}" + _end,
        "https://developers.checklyhq.com/docs/authentication", entropy=3.0,
    ),
    Format(
        "logfire", "Logfire", "token", "pylf_v", rb"[0-9]_[a-z]{2,6}_[A-Za-z0-9]{30,60}" + _end,
        "https://logfire.pydantic.dev/docs/how-to-guides/create-write-tokens/",
    ),
    Format(
        "unleash", "Unleash", "API token", "", rb"[a-z0-9_*-]{1,40}:(?:development|production)\.[a-f0-9]{56,64}" + _end,
        "https://docs.getunleash.io/reference/api-tokens-and-client-keys", needles=(b"development.", b"production."),
        back=41, entropy=3.2,
    ),
    Format(
        "flagsmith", "Flagsmith", "server key", "ser.", rb"[A-Za-z0-9]{22}" + _end,
        "https://docs.flagsmith.com/clients/server-side", entropy=3.6,
    ),
    Format(
        "inngest", "Inngest", "signing key", "signkey-", rb"(?:prod|test|branch)-[a-f0-9]{32,64}" + _end,
        "https://www.inngest.com/docs/platform/signing-keys",
        needles=(b"signkey-prod-", b"signkey-test-", b"signkey-branch-"), entropy=3.0,
    ),
    Format(
        "trigger", "Trigger.dev", "secret key", "tr_", rb"(?:dev|prod|stg|preview)_[A-Za-z0-9]{20,24}" + _end,
        "https://trigger.dev/docs/apikeys", needles=(b"tr_dev_", b"tr_prod_", b"tr_stg_", b"tr_preview_"), entropy=3.4,
    ),
    Format(
        "ory", "Ory", "token", "ory_", rb"(?:at|rt|ac|st|pat|apikey)_[A-Za-z0-9_-]{20,80}(?:\.[A-Za-z0-9_-]{20,80})?",
        _ory, needles=(b"ory_at_", b"ory_rt_", b"ory_ac_", b"ory_st_", b"ory_pat_", b"ory_apikey_"), entropy=3.4,
    ),
    Format(
        "things-stack", "The Things Stack", "API key", "NNSXS.", rb"[A-Z2-7]{39}\.[A-Z2-7]{52}" + _end,
        "https://www.thethingsindustries.com/docs/api/concepts/auth/",
    ),
    Format(
        "ubidots", "Ubidots", "token", "BB", rb"(?:FF|US)-[A-Za-z0-9]{30,36}" + _end,
        "https://docs.ubidots.com/v1.6/reference/authentication", needles=(b"bbff-", b"bbus-"), entropy=3.6,
    ),
    Format("modal", "Modal", "token secret", "as-", rb"[A-Za-z0-9]{22}" + _end, _modal, entropy=3.8, gate=b"token"),
    Format("modal-id", "Modal", "token id", "ak-", rb"[A-Za-z0-9]{22}" + _end, _modal, entropy=3.8, gate=b"token"),
    Format(
        "together", "Together AI", "API key", "tgp_v1_", rb"[A-Za-z0-9_-]{43}" + _stop,
        "https://docs.together.ai/docs/api-keys-authentication",
    ),
    Format(
        "helicone", "Helicone", "API key", "sk-helicone-", rb"[a-z0-9]{7}(?:-[a-z0-9]{7}){3}" + _end,
        "https://docs.helicone.ai/helicone-headers/helicone-auth", needles=(b"sk-",), entropy=3.0,
    ),
    Format(
        "mem0", "Mem0", "API key", "m0-", rb"[A-Za-z0-9]{40}" + _end, "https://docs.mem0.ai/platform/quickstart",
        entropy=3.6,
    ),
    Format(
        "cartesia", "Cartesia", "API key", "sk_car_", rb"[A-Za-z0-9]{22}" + _end,
        "https://docs.cartesia.ai/get-started/make-an-api-request", entropy=3.4,
    ),
    Format(
        "fal", "fal.ai", "API key", "",
        rb"(?i:fal_key|falkey|fal_api_key)[\"' \t:=]{1,8}(" + _uuid + rb":[a-f0-9]{32})" + _end,
        "https://docs.fal.ai/model-apis/authentication/key-based", needles=(b"fal_key", b"falkey", b"fal_api_key"),
        entropy=3.0,
    ),
    Format("kaggle", "Kaggle", "API token", "KGAT_", rb"[a-f0-9]{32}" + _end, "https://www.kaggle.com/docs/api"),
    Format(
        "lambda-labs", "Lambda", "API key", "secret_", rb"[a-z0-9-]{1,40}_[a-f0-9]{32}\.[A-Za-z0-9]{32}" + _end,
        "https://docs.lambda.ai/api/cloud", needles=(b"secret_",),
    ),
    Format(
        "zhipu", "Zhipu AI", "API key", "",
        rb"(?i:zhipu|bigmodel|glm|zai)[A-Za-z_.-]{0,20}[\"' \t:=]{1,8}([a-f0-9]{32}\.[A-Za-z0-9]{16})" + _end,
        "https://docs.bigmodel.cn/cn/guide/start/quick-start", needles=(b"zhipu", b"bigmodel", b"glm", b"zai"),
        entropy=3.4,
    ),
)  # fmt: skip
