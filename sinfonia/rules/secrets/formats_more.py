"""Formats of further services: work, data, delivery, and what is only known beside the name of its service."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_end = rb"(?![A-Za-z0-9])"
_uuid = rb"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
_given = rb"[\"'`]{0,2}[ \t]{0,4}(?::=|\?=|=>|[:=,|])?[ \t]{0,4}[\"'`]?"
_pwhash = "https://man7.org/linux/man-pages/man5/crypt.5.html"

FORMATS = (
    Format("adafruit", "Adafruit", "IO key", "aio_", rb"[A-Za-z0-9]{28}" + _end, "https://io.adafruit.com/api/docs/"),
    Format(
        "apify", "Apify", "API token", "apify_api_", rb"[A-Za-z0-9]{34,42}" + _end,
        "https://docs.apify.com/platform/integrations/api",
    ),
    Format(
        "asana", "Asana", "access token", "", rb"[12]/[0-9]{13,16}(?:/[0-9]{13,16})?:[a-f0-9]{32}" + _end,
        "https://developers.asana.com/docs/personal-access-token", needles=(b"1/", b"2/"), entropy=3.2,
    ),
    Format(
        "atlassian-data-center", "Atlassian", "Data Center token", "BBDC-", rb"[A-Za-z0-9+/@_-]{40,50}={0,2}",
        "https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html", entropy=3.4,
    ),
    Format(
        "aws-bedrock-short", "AWS", "Bedrock API key", "bedrock-api-key-", rb"[A-Za-z0-9+/]{60,2000}={0,2}",
        "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html", entropy=3.5,
    ),
    Format(
        "braintree", "Braintree", "access token", "access_token$",
        rb"(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}" + _end,
        "https://developer.paypal.com/braintree/docs/guides/authorization/overview", needles=(b"access_token$",),
    ),
    Format(
        "cfx", "Cfx.re", "server key", "cfxk_", rb"[A-Za-z0-9]{16,24}_[A-Za-z0-9]{4,8}" + _end,
        "https://docs.fivem.net/docs/server-manual/setting-up-a-server-vanilla/",
    ),
    Format(
        "cursor-agent", "Cursor", "API key", "crsr_", rb"[a-f0-9]{64}" + _end,
        "https://docs.cursor.com/en/background-agent/api/overview",
    ),
    Format(
        "cursor", "Cursor", "API key", "key_", rb"[a-f0-9]{64}" + _end,
        "https://docs.cursor.com/en/background-agent/api/overview",
    ),
    Format(
        "defined", "Defined Networking", "API token", "dnkey-", rb"[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}" + _end,
        "https://docs.defined.net/guides/automating-host-creation/",
    ),
    Format(
        "endor", "Endor Labs", "API key", "endr+", rb"[A-Za-z0-9-]{16}" + _end,
        "https://docs.endorlabs.com/administration/api-keys/", entropy=3.0,
    ),
    Format(
        "facebook-app", "Facebook", "app access token", "",
        rb"(?i:facebook)[^\n]{0,40}?[0-9]{15,16}(?:\||%7[cC])([A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])",
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens/", needles=(b"facebook",),
        entropy=3.5,
    ),
    Format(
        "flexport", "Flexport", "API token", "shltm_", rb"[A-Za-z0-9]{30,50}" + _end,
        "https://docs.logistics-api.flexport.com/", entropy=3.2,
    ),
    Format(
        "harness", "Harness", "access token", "", rb"[ps]at\.[A-Za-z0-9_-]{22}\.[a-f0-9]{24}\.[A-Za-z0-9]{20}" + _end,
        "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/",
        needles=(b"pat.", b"sat."), entropy=3.5,
    ),
    Format(
        "intra42", "42", "client secret", "s-s4t2", rb"(?:ud|af)-[a-f0-9]{64}" + _end,
        "https://api.intra.42.fr/apidoc/guides/getting_started",
    ),
    Format(
        "ionic", "Ionic", "access token", "ion_", rb"[A-Za-z0-9]{42}" + _end,
        "https://ionic.io/docs/appflow/personal-access-tokens", entropy=3.6,
    ),
    Format(
        "jenkins-crumb", "Jenkins", "crumb", "", rb"(?i:jenkins-crumb)" + _given + rb"([a-f0-9]{32,64})" + _end,
        "https://www.jenkins.io/doc/book/security/csrf-protection/", needles=(b"jenkins-crumb",), entropy=3.0,
    ),
    Format(
        "lob", "Lob", "API key", "", rb"live_(?:pub_)?[a-f0-9]{35}" + _end, "https://docs.lob.com/#tag/Authentication",
        needles=(b"live_",), entropy=3.0,
    ),
    Format(
        "maxmind", "MaxMind", "license key", "", rb"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk" + _end,
        "https://dev.maxmind.com/license-key-validation-api/", needles=(b"_mmk",), inside=True, back=36,
    ),
    Format(
        "mercury", "Mercury", "API token", "mercury_production_", rb"[a-z]{2,8}_[A-Za-z0-9]{30,60}_[a-z]{4,10}" + _end,
        "https://docs.mercury.com/reference/getting-started-with-your-api",
    ),
    Format(
        "midtrans", "Midtrans", "server key", "Mid-server-", rb"[A-Za-z0-9_-]{20,40}",
        "https://docs.midtrans.com/docs/midtrans-account", entropy=3.2,
    ),
    Format(
        "mongodb-atlas", "MongoDB Atlas", "service account secret", "mdb_sa_sk_",
        rb"[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])", "https://www.mongodb.com/docs/atlas/api/service-accounts-overview/",
    ),
    Format(
        "onfido", "Onfido", "API token", "api_",
        rb"(?:live|sandbox)(?:_[a-z]{2})?\.[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{32}" + _end,
        "https://documentation.onfido.com/api/latest/#authentication", needles=(b"api_live", b"api_sandbox"),
    ),
    Format(
        "pganalyze", "pganalyze", "API key", "pga", rb"[ru]_[A-Za-z0-9]{24,40}" + _end,
        "https://pganalyze.com/docs/api", needles=(b"pgar_", b"pgau_"), entropy=2.9,
    ),
    Format(
        "photoroom", "Photoroom", "API key", "sk_pr_", rb"[A-Za-z0-9_-]{1,24}_[a-f0-9]{40}" + _end,
        "https://docs.photoroom.com/getting-started/authentication", needles=(b"sk_pr_",),
    ),
    Format(
        "proof", "Proof", "API key", "prf_", rb"(?:[a-z]{2,4}_)?[A-Za-z0-9]{20,60}" + _end,
        "https://dev.proof.com/docs/authentication", entropy=3.5,
    ),
    Format(
        "pubnub-secret", "PubNub", "secret key", "sec-c-", rb"[A-Za-z0-9+/]{40,56}={0,2}",
        "https://www.pubnub.com/docs/general/setup/account-setup", entropy=3.5,
    ),
    Format(
        "rainforest", "Rainforest", "API key", "apikey_", rb"[a-f0-9]{64}" + _end,
        "https://docs.rainforestpay.com/docs/api-authentication", entropy=3.0,
    ),
    Format(
        "segment", "Segment", "public API token", "sgp_", rb"[A-Za-z0-9]{64}" + _end,
        "https://docs.segmentapis.com/tag/Getting-Started/", entropy=3.2,
    ),
    Format(
        "llamacloud", "LlamaCloud", "API key", "llx-", rb"[A-Za-z0-9]{48}" + _end,
        "https://developers.llamaindex.ai/python/cloud/general/api_key/",
    ),
    Format(
        "cloudflare-token", "Cloudflare", "API token", "cf", rb"(?:ut|at|k)_[A-Za-z0-9]{40}[a-f0-9]{8}" + _end,
        "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
        needles=(b"cfut_", b"cfat_", b"cfk_"),
    ),
    Format(
        "posthog-other", "PostHog", "key", "ph", rb"[sra]_[A-Za-z0-9]{43,60}" + _end, "https://posthog.com/docs/api",
        needles=(b"phs_", b"phr_", b"pha_"),
    ),
    Format(
        "instagram", "Instagram", "access token", "IGQV", rb"[A-Za-z0-9_-]{100,300}",
        "https://developers.facebook.com/docs/instagram-platform/", entropy=3.5,
    ),
    Format(
        "directory-entry", ".NET", "directory password", "",
        rb"(?i:directoryentry)\(\s{0,40}\"(?i:ldap)s?://[^\"]{1,200}\",\s{0,40}\"[^\"]{1,100}\",\s{0,40}\"([^\"\s]{8,100})\"",
        "https://learn.microsoft.com/dotnet/api/system.directoryservices.directoryentry.-ctor",
        needles=(b"directoryentry",), gate=b"://", free=True, entropy=2.2, ahead=300,
    ),
    Format(
        "secure-string", "PowerShell", "password", "",
        rb"(?i:convertto-securestring)[ \t]{1,4}(?:(?i:-string|-asplaintext|-force)[ \t]{1,4}){0,3}[\"']"
        rb"([^\"'$\s]{8,100})[\"']",
        "https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring",
        needles=(b"convertto-securestring",), gate=b"convertto-securestring", free=True, entropy=2, rank=1,
    ),
    Format(
        "sshpass", "ssh", "password", "", rb"sshpass[ \t]{1,4}-p[ \t]{0,4}[\"']?([^\s\"'$<{-][^\s\"'$<{]{7,100})",
        "https://linux.die.net/man/1/sshpass", needles=(b"sshpass",), gate=b"pass", free=True, entropy=2, rank=1,
    ),
    Format(
        "sql-user", "SQL", "user's password", "",
        rb"(?i:identified (?:with[ \t]{1,4}[\"'`]?[a-z0-9_]{1,40}[\"'`]?[ \t]{1,4})?by (?:password )?)"
        rb"[\"'`]((?!(?i:password|secret|changeme|your|example))[^\"'`\s<>{}$%]{8,100})[\"'`]",
        "https://dev.mysql.com/doc/refman/en/create-user.html", needles=(b"identified ",), gate=b"identified ",
        free=True, entropy=2, rank=1,
    ),
    Format(
        "settlemint", "SettleMint", "access token", "sm_",
        rb"(?:aat|pat|sat)_[A-Za-z0-9]{16,}".replace(b",}", b",64}") + _end,
        "https://console.settlemint.com/documentation/platform-components/security-and-authentication/personal-access-tokens",
        needles=(b"sm_aat_", b"sm_pat_", b"sm_sat_"),
    ),
    Format(
        "sourcegraph-license", "Sourcegraph", "Cody gateway key", "slk_", rb"[a-f0-9]{64}" + _end,
        "https://sourcegraph.com/docs/cody/core-concepts/cody-gateway",
    ),
    Format(
        "spectral", "SpectralOps", "key", "spu-", rb"[a-f0-9]{32}" + _end, "https://docs.spectralops.io/", entropy=2.9,
    ),
    Format(
        "stackhawk", "StackHawk", "API key", "hawk.", rb"[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}" + _end,
        "https://docs.stackhawk.com/apidocs.html", entropy=3.4,
    ),
    Format(
        "teamcity", "TeamCity", "access token", "eyJ0eXAiOiAiVENWMiJ9.",
        rb"[A-Za-z0-9_-]{36}\.[A-Za-z0-9_-]{36,50}" + _end,
        "https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens",
        entropy=3.4,
    ),
    Format(
        "teamwork", "Teamwork", "token", "tkn.v1_", rb"[A-Za-z0-9]{70,80}={0,2}",
        "https://apidocs.teamwork.com/guides/teamwork/authentication", entropy=3.5,
    ),
    Format(
        "thingsboard", "ThingsBoard", "device token", "", rb"thingsboard\.[a-z.]{2,20}/api/v1/([A-Za-z0-9]{20})/",
        "https://thingsboard.io/docs/reference/http-api/", needles=(b"thingsboard.",), entropy=3.2,
    ),
    Format(
        "truenas", "TrueNAS", "API key", "",
        rb"login_with_api_key[\"'][^\[]{0,40}\[\s{0,12}[\"']([0-9]{1,6}-[A-Za-z0-9]{64})" + _end,
        "https://www.truenas.com/docs/api/", needles=(b"login_with_api_key",), free=True, entropy=3.5, gate=b"key",
    ),
    Format(
        "vault-old", "HashiCorp Vault", "token", "",
        rb"(?:[sbr]\.(?=(?:[A-Za-z]{0,20}[0-9]){3})[A-Za-z0-9]{24,28}(?:\.[A-Za-z0-9]{5})?|b\.AAAA[A-Za-z0-9_-]{60,400})(?![A-Za-z0-9.])",
        "https://developer.hashicorp.com/vault/docs/concepts/tokens", needles=(b"s.", b"r.", b"b."), entropy=3.9,
    ),
    Format(
        "vault-unseal", "HashiCorp Vault", "unseal key", "",
        rb"unseal[ \t]{1,4}[\"']?([A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=|[a-f0-9]{66})(?![A-Za-z0-9+/])",
        "https://developer.hashicorp.com/vault/docs/commands/operator/unseal", needles=(b"unseal",), entropy=3.5,
    ),
    Format(
        "volcengine", "Volcengine", "access key id", "AKLT", rb"[A-Za-z0-9]{40,48}={0,2}" + _end,
        "https://www.volcengine.com/docs/6291/65568", entropy=3.4,
    ),
    Format(
        "voiceflow", "Voiceflow", "API key", "VF.", rb"(?:(?:DM|WS)\.)?[a-f0-9]{24}\.[A-Za-z0-9]{16}" + _end,
        "https://docs.voiceflow.com/reference/authentication", needles=(b"vf.",),
    ),
    Format(
        "yandex-access", "Yandex Cloud", "IAM token", "t1.", rb"[A-Z0-9a-z_-]{10,200}={0,2}\.[A-Za-z0-9_-]{86}={0,2}",
        "https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token", entropy=3.8,
    ),
    Format(
        "yandex-static", "Yandex Cloud", "static key id", "YCA", rb"[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])",
        "https://yandex.cloud/en/docs/iam/concepts/authorization/access-key", entropy=3.4,
    ),
    Format(
        "zoho", "Zoho", "OAuth token", "1000.", rb"[a-f0-9]{32}\.[a-f0-9]{32}" + _end,
        "https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html",
    ),
    Format(
        "codeclimate", "Code Climate", "reporter id", "",
        rb"(?i:cc_test_reporter_id)" + _given + rb"([a-f0-9]{64})" + _end,
        "https://docs.codeclimate.com/docs/finding-your-test-coverage-token", needles=(b"cc_test_reporter_id",),
        entropy=3.0,
    ),
    Format(
        "sonar-login", "SonarQube", "login token", "",
        rb"(?i:sonar[._-]?login)>?" + _given + rb"((?:sq[upa]_)?[A-Za-z0-9]{40})" + _end,
        "https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/analysis-parameters/",
        needles=(b"sonar", b"dsonar."), entropy=3.0, free=True, ahead=80,
    ),
    Format(
        "messagebird-client", "MessageBird", "client id", "",
        rb"(?i:message[_-]?bird)[A-Za-z_.-]{0,20}" + _given + rb"(" + _uuid.replace(b"a-f", b"a-fA-F") + rb")" + _end,
        "https://developers.messagebird.com/api/#authentication",
        needles=(b"messagebird", b"message_bird", b"message-bird"), entropy=2.8,
    ),
    Format(
        "sumologic", "Sumo Logic", "access id", "",
        rb"(?i:sumologic)[\w.-]{0,4}(?i:access[_.-]?id|id)" + _given + rb"(su[A-Za-z0-9]{12})" + _end,
        "https://help.sumologic.com/docs/manage/security/access-keys/", needles=(b"sumologic",), gate=b"sumologic",
        free=True, entropy=3.0,
    ),
    Format(
        "netrc", "netrc", "password", "",
        rb"machine [^\s]{3,48}\s{1,4}login[ \t]{1,2}[^\s]{1,24}\s{1,4}password[ \t]{1,4}([^\s$<{\"'][^\s]{6,200})",
        "https://everything.curl.dev/usingcurl/netrc.html", needles=(b"machine ",), gate=b"pass", free=True, back=200,
        entropy=2, rank=1,
    ),
    Format(
        "crypt-md5", "crypt", "password hash", "$",
        rb"1\$(?!12345)[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}(?![./A-Za-z0-9])", _pwhash, needles=(b"$1$",), gate=b"$1$",
        entropy=3.2, rank=1,
    ),
    Format(
        "cisco-8", "Cisco IOS", "password hash", "$", rb"8\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}(?![./A-Za-z0-9])",
        "https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html",
        needles=(b"$8$",), gate=b"$8$", entropy=3.2, rank=1,
    ),
    Format(
        "crypt-apache", "Apache", "password hash", "$apr1$",
        rb"(?!12345)[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}(?![./A-Za-z0-9])",
        "https://httpd.apache.org/docs/current/misc/password_encryptions.html", entropy=3.5, rank=1,
        gate=b"$apr1$",
    ),
    Format(
        "bcrypt", "crypt", "password hash", "$", rb"2[abxy]\$[0-3][0-9]\$(?!12345)[./A-Za-z0-9]{53}(?![./A-Za-z0-9])",
        _pwhash, needles=(b"$2a$", b"$2b$", b"$2x$", b"$2y$"), entropy=3.6, rank=1,
    ),
)  # fmt: skip
