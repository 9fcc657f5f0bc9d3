"""Formats of payment and shop services."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_stripe = "https://docs.stripe.com/keys"
_shopify = "https://shopify.dev/docs/apps/build/authentication-authorization"
_square = "https://developer.squareup.com/docs/build-basics/access-tokens"
_wave = "https://developer.flutterwave.com/docs/authentication"
_plaid = "https://plaid.com/docs/api/tokens/"
_paddle = "https://developer.paddle.com/api-reference/about/authentication"
_end = rb"(?![A-Za-z0-9])"
_keys = rb"(?!live_a2V5X)(?:live|test|prod)_[A-Za-z0-9]{20,247}"

FORMATS = (
    Format("stripe", "Stripe", "secret key", "sk_", _keys, _stripe, needles=(b"sk_",), entropy=3.2),
    Format("stripe-restricted", "Stripe", "restricted key", "rk_", _keys, _stripe, needles=(b"rk_",), entropy=3.2),
    Format(
        "stripe-webhook", "Stripe", "webhook secret", "whsec_", rb"[A-Za-z0-9+/]{32,64}={0,2}", _stripe, entropy=3.2,
    ),
    Format(
        "shopify", "Shopify", "access token", "shp", rb"(?:at|ca|pa|ua)_[a-fA-F0-9]{32}" + _end, _shopify,
        needles=(b"shpat_", b"shpca_", b"shppa_", b"shpua_"),
    ),
    Format("shopify-secret", "Shopify", "shared secret", "shpss_", rb"[a-fA-F0-9]{32}" + _end, _shopify),
    Format("square", "Square", "access token", "EAAA", rb"[A-Za-z0-9_-]{60}" + _end, _square, entropy=3.5),
    Format("square-oauth", "Square", "OAuth secret", "sq0csp-", rb"[A-Za-z0-9_-]{43}", _square),
    Format("square-token", "Square", "access token", "sq0atp-", rb"[A-Za-z0-9_-]{22}", _square),
    Format("square-sandbox", "Square", "sandbox token", "sandbox-sq0atb-", rb"[A-Za-z0-9_-]{22}", _square),
    Format(
        "flutterwave", "Flutterwave", "secret key", "FLWSECK", rb"(?:_TEST)?-[a-zA-Z0-9]{12,40}", _wave,
        needles=(b"flwseck",),
    ),
    Format(
        "plaid", "Plaid", "access token", "access-",
        rb"(?:sandbox|development|production)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" + _end, _plaid,
        needles=(b"access-sandbox-", b"access-development-", b"access-production-"),
    ),
    Format(
        "easypost", "EasyPost", "API key", "EZAK", rb"[A-Za-z0-9]{54}" + _end,
        "https://docs.easypost.com/docs/authentication",
    ),
    Format(
        "easypost-test", "EasyPost", "test API key", "EZTK", rb"[A-Za-z0-9]{54}" + _end,
        "https://docs.easypost.com/docs/authentication",
    ),
    Format(
        "shippo", "Shippo", "API token", "shippo_", rb"(?:live|test)_[a-f0-9]{40}" + _end,
        "https://docs.goshippo.com/docs/guides_general/authentication/",
    ),
    Format(
        "duffel", "Duffel", "access token", "duffel_", rb"(?:live|test)_[A-Za-z0-9_=-]{43}",
        "https://duffel.com/docs/api/overview/making-requests",
    ),
    Format(
        "paddle", "Paddle", "API key", "pdl_",
        rb"(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}" + _end, _paddle,
        needles=(b"pdl_live_apikey_", b"pdl_sdbx_apikey_"), note="the last three characters are a checksum",
    ),
    Format(
        "razorpay", "Razorpay", "live key id", "rzp_live_", rb"[A-Za-z0-9]{14}" + _end,
        "https://razorpay.com/docs/api/authentication/",
    ),
    Format(
        "gocardless", "GoCardless", "access token", "live_", rb"[A-Za-z0-9_=-]{40}(?![A-Za-z0-9_=-])",
        "https://developer.gocardless.com/api-reference/#making-requests-authentication", entropy=3.8,
    ),
    Format(
        "adyen", "Adyen", "API key", "AQE",
        rb"[a-z][A-Za-z0-9+/]{50,200}={0,2}-[A-Za-z0-9+/]{40,50}={0,2}-[!-~]{12,20}",
        "https://docs.adyen.com/development-resources/api-credentials/", entropy=3.8,
    ),
    Format(
        "coinbase", "Coinbase", "API key name", "organizations/",
        rb"[a-f0-9]{8}-[a-f0-9-]{27}/apiKeys/[a-f0-9]{8}-[a-f0-9-]{27}",
        "https://docs.cdp.coinbase.com/get-started/authentication/cdp-api-keys", needles=(b"/apikeys/",), back=51,
    ),
)  # fmt: skip
