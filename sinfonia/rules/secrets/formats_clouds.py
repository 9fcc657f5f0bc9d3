"""Formats of clouds, hosting, and infrastructure."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_aws = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"
_google = "https://cloud.google.com/docs/authentication/api-keys"
_azure = "https://learn.microsoft.com/purview/sit-azure-storage-account-key"
_vault = "https://developer.hashicorp.com/vault/docs/concepts/tokens"
_ocean = "https://docs.digitalocean.com/reference/api/create-personal-access-token/"
_doppler = "https://docs.doppler.com/reference/auth-token-formats"
_planetscale = "https://planetscale.com/docs/concepts/service-tokens"
_tailscale = "https://tailscale.com/kb/1277/key-prefixes"
_end = rb"(?![A-Za-z0-9])"

FORMATS = (
    Format("aws-access-key", "AWS", "access key id", "AKIA", rb"[A-Z2-7]{16}" + _end, _aws, entropy=3.0, words=True),
    Format(
        "aws-session-key", "AWS", "temporary access key id", "ASIA", rb"[A-Z2-7]{16}" + _end, _aws, entropy=3.0,
        words=True,
    ),
    Format(
        "aws-service-key", "AWS", "service key id", "ABIA", rb"[A-Z2-7]{16}" + _end, _aws, entropy=3.0, words=True,
    ),
    Format(
        "aws-context-key", "AWS", "context key id", "ACCA", rb"[A-Z2-7]{16}" + _end, _aws, entropy=3.0, words=True,
    ),
    Format(
        "aws-bedrock", "AWS", "Bedrock API key", "ABSK", rb"[A-Za-z0-9+/]{109,269}={0,2}",
        "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    ),
    Format(
        "aws-appsync", "AWS", "AppSync API key", "da2-", rb"[a-z0-9]{26}" + _end,
        "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html", entropy=3.0,
    ),
    Format("google-api", "Google", "API key", "AIza", rb"[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", _google, entropy=3.5),
    Format("google-client", "Google", "OAuth client secret", "GOCSPX-", rb"[A-Za-z0-9_-]{28}", _google),
    Format("google-access", "Google", "OAuth access token", "ya29.", rb"[A-Za-z0-9_-]{30,1000}", _google),
    Format(
        "google-refresh", "Google", "OAuth refresh token", "1//0", rb"[A-Za-z0-9_-]{60,200}",
        "https://developers.google.com/identity/protocols/oauth2",
    ),
    Format(
        "azure-client", "Azure", "client secret", "", rb"[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
        "https://learn.microsoft.com/purview/sit-defn-azure-ad-client-secret", needles=(b"q~",), entropy=3.3,
        gate=b"q~", back=4,
    ),
    Format(
        "azure-storage", "Azure", "account key", "", rb"AccountKey=([A-Za-z0-9+/]{80,86}={1,2})", _azure,
        needles=(b"accountkey=",),
    ),
    Format(
        "azure-shared", "Azure", "shared access key", "", rb"SharedAccessKey=([A-Za-z0-9+/]{42,44}={0,2})", _azure,
        needles=(b"sharedaccesskey=",),
    ),
    Format(
        "azure-config", "Azure", "App Configuration secret", "",
        rb"azconfig\.io;Id=[^;\s]{4,64};Secret=([A-Za-z0-9+/]{36,88}={0,2})", _azure, needles=(b";secret=",),
        free=True, back=86,
    ),
    Format(
        "azure-devops", "Azure DevOps", "access token", "", rb"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}" + _end,
        "https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
        needles=(b"azdo",), inside=True, back=76,
    ),
    Format("vault", "HashiCorp Vault", "service token", "hvs.", rb"[A-Za-z0-9_-]{24,200}", _vault, entropy=3.2),
    Format("vault-batch", "HashiCorp Vault", "batch token", "hvb.", rb"[A-Za-z0-9_-]{24,300}", _vault, entropy=3.2),
    Format(
        "vault-recovery", "HashiCorp Vault", "recovery token", "hvr.", rb"[A-Za-z0-9_-]{24,200}", _vault, entropy=3.2,
    ),
    Format(
        "terraform", "HCP Terraform", "API token", "", rb"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,72}",
        "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
        needles=(b"atlasv1.",), back=15,
    ),
    Format("digitalocean", "DigitalOcean", "access token", "dop_v1_", rb"[a-f0-9]{64}" + _end, _ocean),
    Format("digitalocean-oauth", "DigitalOcean", "OAuth token", "doo_v1_", rb"[a-f0-9]{64}" + _end, _ocean),
    Format("digitalocean-refresh", "DigitalOcean", "refresh token", "dor_v1_", rb"[a-f0-9]{64}" + _end, _ocean),
    Format(
        "alibaba", "Alibaba Cloud", "access key id", "LTAI", rb"[A-Za-z0-9]{17,21}" + _end,
        "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair", entropy=3.2,
    ),
    Format(
        "alibaba-sts", "Alibaba Cloud", "temporary key id", "STS.", rb"[A-Za-z0-9]{20,30}" + _end,
        "https://www.alibabacloud.com/help/en/ram/product-overview/what-is-sts", entropy=3.4,
    ),
    Format(
        "tencent", "Tencent Cloud", "secret id", "AKID", rb"[A-Za-z0-9]{32}" + _end,
        "https://www.tencentcloud.com/document/product/598/32675", entropy=3.4,
    ),
    Format(
        "yandex", "Yandex Cloud", "API key", "AQVN", rb"[A-Za-z0-9_-]{35,38}" + _end,
        "https://yandex.cloud/en/docs/iam/concepts/authorization/api-key", entropy=3.4,
    ),
    Format(
        "heroku", "Heroku", "API key", "HRKU-", rb"[A-Za-z0-9_-]{36,64}",
        "https://devcenter.heroku.com/articles/authentication",
    ),
    Format(
        "flyio", "Fly.io", "access token", "fm", rb"(?:1[ar]|2)_[A-Za-z0-9+/]{100,1000}={0,3}",
        "https://fly.io/docs/security/tokens/", needles=(b"fm1r_", b"fm1a_", b"fm2_"),
    ),
    Format(
        "flyio-old", "Fly.io", "access token", "fo1_", rb"[A-Za-z0-9_-]{43}" + _end,
        "https://fly.io/docs/security/tokens/",
    ),
    Format(
        "vercel", "Vercel", "token", "vc", rb"[pirak]_[A-Za-z0-9]{56}" + _end, "https://vercel.com/docs/rest-api",
        needles=(b"vcp_", b"vci_", b"vcr_", b"vca_", b"vck_"),
    ),
    Format(
        "netlify", "Netlify", "access token", "nfp_", rb"[A-Za-z0-9_]{36}" + _end,
        "https://docs.netlify.com/api/get-started/",
    ),
    Format(
        "deno-deploy", "Deno Deploy", "token", "ddp_", rb"[A-Za-z0-9]{36}" + _end,
        "https://docs.deno.com/deploy/manual/",
    ),
    Format(
        "supabase", "Supabase", "access token", "sbp_", rb"(?:v0_)?[a-z0-9]{40}" + _end,
        "https://supabase.com/docs/reference/api/introduction", entropy=3.2,
    ),
    Format(
        "supabase-secret", "Supabase", "secret key", "sb_secret_", rb"[A-Za-z0-9]{22}_[A-Za-z0-9_-]{8}",
        "https://supabase.com/docs/guides/api/api-keys", entropy=3.2,
    ),
    Format("neon", "Neon", "API key", "napi_", rb"[a-z0-9]{64}" + _end, "https://neon.com/docs/manage/api-keys"),
    Format("planetscale-password", "PlanetScale", "password", "pscale_pw_", rb"[A-Za-z0-9_-]{32,64}", _planetscale),
    Format(
        "planetscale-token", "PlanetScale", "service token", "pscale_tkn_", rb"[A-Za-z0-9_-]{32,64}", _planetscale,
    ),
    Format(
        "planetscale-oauth", "PlanetScale", "OAuth token", "pscale_oauth_", rb"[A-Za-z0-9_-]{32,64}", _planetscale,
    ),
    Format(
        "cockroach", "CockroachDB Cloud", "API key", "CCDB1_", rb"[A-Za-z0-9]{22}_[A-Za-z0-9]{40}" + _end,
        "https://www.cockroachlabs.com/docs/cockroachcloud/managing-access",
    ),
    Format(
        "databricks", "Databricks", "access token", "dapi", rb"[a-f0-9]{32}(?:-[0-9])?" + _end,
        "https://docs.databricks.com/dev-tools/auth/pat.html",
    ),
    Format(
        "tailscale", "Tailscale", "key", "tskey-", rb"[a-z]{2,10}-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}", _tailscale,
    ),
    Format(
        "doppler", "Doppler", "token", "dp.",
        rb"(?:ct|pt|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}" + _end, _doppler,
        needles=(b"dp.ct.", b"dp.pt.", b"dp.sa.", b"dp.scim.", b"dp.audit.", b"dp.st."),
    ),
    Format(
        "onepassword", "1Password", "service account token", "ops_eyJ", rb"[A-Za-z0-9+/_-]{250,1000}={0,3}",
        "https://developer.1password.com/docs/service-accounts/", entropy=3.5,
    ),
    Format(
        "onepassword-secret", "1Password", "secret key", "A3-",
        rb"[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}" + _end,
        "https://support.1password.com/secret-key-security/", entropy=3.4,
    ),
    Format(
        "pulumi", "Pulumi", "access token", "pul-", rb"[a-f0-9]{40}" + _end,
        "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/",
    ),
    Format(
        "infracost", "Infracost", "API token", "ico-", rb"[A-Za-z0-9]{32}" + _end, "https://www.infracost.io/docs/",
        entropy=3.2,
    ),
    Format(
        "prefect", "Prefect", "API key", "pnu_", rb"[A-Za-z0-9]{36}" + _end,
        "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys",
    ),
    Format(
        "openshift", "OpenShift", "user token", "sha256~", rb"[A-Za-z0-9_-]{43}" + _end,
        "https://docs.openshift.com/container-platform/latest/authentication/understanding-authentication.html",
    ),
    Format(
        "cloudflare-ca", "Cloudflare", "origin CA key", "v1.0-", rb"[a-f0-9]{24}-[a-f0-9]{146}" + _end,
        "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
    ),
    Format(
        "scalingo", "Scalingo", "API token", "tk-us-", rb"[A-Za-z0-9_-]{48}",
        "https://developers.scalingo.com/tokens",
    ),
    Format(
        "age", "age", "secret key", "AGE-SECRET-KEY-1", rb"[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
        "https://age-encryption.org/v1", note="Bech32: the last six characters are a checksum",
    ),
    Format(
        "exoscale", "Exoscale", "API key", "EXO", rb"[a-f0-9]{24}" + _end,
        "https://community.exoscale.com/product/iam/api-keys/",
    ),
)  # fmt: skip
