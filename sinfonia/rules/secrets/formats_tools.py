"""Formats of observability, productivity, and other developer services."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_grafana = "https://grafana.com/docs/grafana/latest/administration/service-accounts/"
_newrelic = "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/"
_sentry = "https://docs.sentry.io/account/auth-tokens/"
_uuid = rb"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
_end = rb"(?![A-Za-z0-9])"

FORMATS = (
    Format(
        "grafana-service", "Grafana", "service account token", "glsa_", rb"[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}" + _end,
        _grafana,
    ),
    Format("grafana-cloud", "Grafana", "cloud token", "glc_", rb"[A-Za-z0-9+/]{32,400}={0,2}", _grafana, entropy=3.5),
    Format("grafana-api", "Grafana", "API key", "eyJrIjoi", rb"[A-Za-z0-9+/]{60,400}={0,2}", _grafana, entropy=3.5),
    Format("newrelic-user", "New Relic", "user key", "NRAK-", rb"[A-Z0-9]{27}" + _end, _newrelic),
    Format("newrelic-admin", "New Relic", "admin key", "NRAA-", rb"[a-f0-9]{27}" + _end, _newrelic),
    Format(
        "newrelic-insert", "New Relic", "insert key", "NRI", rb"[IQ]-[A-Za-z0-9_-]{32}", _newrelic,
        needles=(b"nrii-", b"nriq-"),
    ),
    Format("newrelic-rest", "New Relic", "REST key", "NRRA-", rb"[a-f0-9]{42}" + _end, _newrelic),
    Format("newrelic-browser", "New Relic", "browser key", "NRJS-", rb"[a-f0-9]{19}" + _end, _newrelic),
    Format(
        "sentry-org", "Sentry", "organization token", "sntrys_eyJ", rb"[A-Za-z0-9+/=_-]{80,500}", _sentry,
        entropy=3.5,
    ),
    Format("sentry-user", "Sentry", "user token", "sntryu_", rb"[a-f0-9]{64}" + _end, _sentry),
    Format(
        "dynatrace", "Dynatrace", "API token", "dt0", rb"(?:c01|s01|s02|s08|s16)\.[A-Z0-9]{24}\.[A-Z0-9]{64}" + _end,
        "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication",
        needles=(b"dt0c01.", b"dt0s01.", b"dt0s02.", b"dt0s08.", b"dt0s16."),
    ),
    Format(
        "datadog-app", "Datadog", "application key", "ddapp_", rb"[A-Za-z0-9]{34}" + _end,
        "https://docs.datadoghq.com/account_management/api-app-keys/",
    ),
    Format(
        "posthog", "PostHog", "personal API key", "phx_", rb"[A-Za-z0-9_]{43,48}" + _end,
        "https://posthog.com/docs/api",
    ),
    Format(
        "rootly", "Rootly", "API key", "rootly_", rb"[a-f0-9]{64}" + _end,
        "https://docs.rootly.com/api-reference/overview",
    ),
    Format(
        "linear", "Linear", "API key", "lin_api_", rb"[A-Za-z0-9]{40}" + _end,
        "https://linear.app/developers/graphql",
    ),
    Format(
        "linear-oauth", "Linear", "OAuth token", "lin_oauth_", rb"[a-f0-9]{64}" + _end,
        "https://linear.app/developers/oauth-2-0-authentication",
    ),
    Format(
        "notion", "Notion", "integration token", "ntn_", rb"[0-9]{11}[A-Za-z0-9]{35}" + _end,
        "https://developers.notion.com/reference/authentication",
    ),
    Format(
        "notion-old", "Notion", "integration token", "secret_", rb"[A-Za-z0-9]{43}" + _end,
        "https://developers.notion.com/reference/authentication", entropy=3.8,
    ),
    Format(
        "airtable", "Airtable", "access token", "pat", rb"[A-Za-z0-9]{14}\.[a-f0-9]{64}" + _end,
        "https://airtable.com/developers/web/guides/personal-access-tokens", needles=(b"pat",),
        note="the needle is short: the dot and sixty-four digits decide",
    ),
    Format(
        "postman", "Postman", "API key", "PMAK-", rb"[a-f0-9]{24}-[a-f0-9]{34}" + _end,
        "https://learning.postman.com/docs/developer/postman-api/authentication/",
    ),
    Format(
        "postman-collection", "Postman", "collection key", "PMAT-", rb"[0-9A-Z]{26}" + _end,
        "https://learning.postman.com/docs/developer/postman-api/authentication/",
    ),
    Format(
        "typeform", "Typeform", "access token", "tfp_", rb"[A-Za-z0-9_-]{16}[A-Za-z0-9_.=-]{24,48}",
        "https://www.typeform.com/developers/get-started/personal-access-token/",
    ),
    Format(
        "contentful", "Contentful", "management token", "CFPAT-", rb"[A-Za-z0-9_-]{43}",
        "https://www.contentful.com/developers/docs/references/authentication/",
    ),
    Format(
        "readme", "ReadMe", "API key", "rdme_", rb"[a-z0-9]{70}" + _end,
        "https://docs.readme.com/main/reference/intro/authentication",
    ),
    Format(
        "frameio", "Frame.io", "developer token", "fio-u-", rb"[A-Za-z0-9_=-]{64}",
        "https://developer.frame.io/docs/getting-started/authentication",
    ),
    Format(
        "hubspot", "HubSpot", "private app token", "pat-", rb"(?:na|eu|ap)[0-9]-" + _uuid + _end,
        "https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",
        needles=(b"pat-na", b"pat-eu", b"pat-ap"),
    ),
    Format(
        "mapbox", "Mapbox", "secret token", "sk.", rb"eyJ[A-Za-z0-9_-]{60,120}\.[A-Za-z0-9_-]{20,26}",
        "https://docs.mapbox.com/help/glossary/access-token/", needles=(b"sk.eyj",),
    ),
    Format(
        "mapbox-temporary", "Mapbox", "temporary token", "tk.", rb"eyJ[A-Za-z0-9_-]{60,120}\.[A-Za-z0-9_-]{20,26}",
        "https://docs.mapbox.com/help/glossary/access-token/", needles=(b"tk.eyj",),
    ),
    Format(
        "salesforce", "Salesforce", "session id", "00D", rb"[A-Za-z0-9]{12,15}!A[A-Z][A-Za-z0-9_.]{78,260}",
        "https://help.salesforce.com/s/articleView?id=000385367", needles=(b"00d",), entropy=3.0,
    ),
    Format(
        "workos", "WorkOS", "API key", "sk_", rb"(?:live|test)_a2V5X[A-Za-z0-9]{40,120}" + _end,
        "https://workos.com/docs/reference/api-keys", needles=(b"sk_",),
    ),
    Format(
        "workato", "Workato", "API token", "wrka",
        rb"[a-z]{2}-eyJ[A-Za-z0-9_-]{10,400}\.[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,800}",
        "https://docs.workato.com/workato-api.html",
    ),
    Format(
        "configcat", "ConfigCat", "SDK key", "configcat-sdk-1/", rb"[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}",
        "https://configcat.com/docs/sdk-reference/overview/", needles=(b"configcat-sdk-1/",),
    ),
    Format(
        "clickhouse", "ClickHouse Cloud", "API key", "4b1d", rb"[A-Za-z0-9]{38}" + _end,
        "https://clickhouse.com/docs/cloud/manage/openapi", entropy=3.5,
    ),
    Format(
        "launchdarkly", "LaunchDarkly", "access token", "", rb"(?:api|sdk)-" + _uuid + _end,
        "https://launchdarkly.com/docs/home/account/api", needles=(b"api-", b"sdk-"), entropy=3.0,
    ),
    Format(
        "aiven", "Aiven", "API token", "aivenv1", rb"[A-Za-z0-9+/]{200,500}={0,2}",
        "https://aiven.io/docs/platform/concepts/authentication-tokens",
    ),
    Format(
        "thunderstore", "Thunderstore", "API token", "tss_", rb"[A-Za-z0-9_-]{30,40}",
        "https://thunderstore.io/api/docs/", entropy=3.9,
    ),
    Format(
        "blynk", "Blynk", "client secret", "oa2-client-id_", rb"[A-Za-z0-9_-]{32}:([A-Za-z0-9_-]{40})",
        "https://docs.blynk.io/en/blynk.cloud/https-api-overview",
    ),
    Format(
        "aikido", "Aikido", "client secret", "AIK_", rb"(?:SECRET|CI)_[A-Za-z0-9]{20,80}" + _end,
        "https://help.aikido.dev/", needles=(b"aik_secret_", b"aik_ci_"),
    ),
    Format(
        "ramp", "Ramp", "client secret", "ramp_sec_", rb"[A-Za-z0-9]{48}" + _end,
        "https://docs.ramp.com/developer-api/v1/authorization",
    ),
    Format(
        "unkey", "Unkey", "root key", "unkey_", rb"[A-Za-z0-9]{20,40}" + _end,
        "https://www.unkey.com/docs/security/root-keys", entropy=3.6,
    ),
    Format(
        "zuplo", "Zuplo", "API key", "zpka_", rb"[a-f0-9]{32}_[a-f0-9]{8}" + _end,
        "https://zuplo.com/docs/articles/api-key-management",
    ),
    Format(
        "val-town", "Val Town", "API token", "vtwn_", rb"[A-Za-z0-9_-]{24,40}" + _end,
        "https://docs.val.town/api/authentication/",
    ),
    Format(
        "mergify", "Mergify", "application key", "mergify_application_key_", rb"[A-Za-z0-9_-]{56,80}",
        "https://docs.mergify.com/api/usage/",
    ),
    Format(
        "upcloud", "UpCloud", "API token", "ucat_", rb"[A-Z0-9]{26}" + _end, "https://developers.upcloud.com/1.3/",
    ),
    Format(
        "samsara", "Samsara", "API token", "samsara_api_", rb"[A-Za-z0-9]{30}" + _end,
        "https://developers.samsara.com/docs/authentication",
    ),
    Format(
        "persona", "Persona", "API key", "persona_production_", rb"[A-Za-z0-9-]{30,64}",
        "https://docs.withpersona.com/api-introduction",
    ),
    Format(
        "elastic", "Elastic", "cloud API key", "essu_", rb"[A-Za-z0-9+/]{60,200}={0,2}",
        "https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys",
    ),
    Format(
        "devcycle", "DevCycle", "server key", "dvc_server_", rb"[A-Za-z0-9_]{30,80}",
        "https://docs.devcycle.com/essentials/keys",
    ),
)  # fmt: skip
