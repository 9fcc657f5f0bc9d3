"""Formats of services for work, shops, messages, and payments that give their tokens a prefix."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_woo = "https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication"
_mercado = "https://www.mercadopago.com/developers/en/docs/your-integrations/credentials"
_amazon = "https://developer.amazon.com/docs/login-with-amazon/documentation-overview.html"
_uuid = rb"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
_end = rb"(?![A-Za-z0-9])"
_stop = rb"(?![A-Za-z0-9_-])"

FORMATS = (
    Format(
        "discord-bot", "Discord", "bot token", "",
        rb"(?:M[Tjz]|N[DTjz]|O[DT])[AEIMQUYcgk][A-Za-z0-9_-]{21,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}" + _stop,
        "https://discord.com/developers/docs/reference#authentication",
        needles=tuple(
            first + third
            for first in (b"mt", b"mj", b"mz", b"nd", b"nt", b"nj", b"nz", b"od", b"ot")
            for third in (b"a", b"e", b"i", b"m", b"q", b"u", b"y", b"c", b"g", b"k")
        ),
        entropy=3.8, note="the first part is the user id, a number, in Base64",
    ),
    Format(
        "discord-mfa", "Discord", "session token", "mfa.", rb"[A-Za-z0-9_-]{80,95}" + _stop,
        "https://discord.com/developers/docs/reference#authentication", entropy=3.8,
    ),
    Format(
        "mandrill", "Mandrill", "API key", "md-", rb"[A-Za-z0-9_-]{22}" + _stop,
        "https://mailchimp.com/developer/transactional/guides/quick-start/", entropy=3.6,
    ),
    Format(
        "pushbullet", "Pushbullet", "access token", "o.", rb"[A-Za-z0-9]{32}" + _end, "https://docs.pushbullet.com/",
        entropy=3.8,
    ),
    Format(
        "matrix", "Matrix", "access token", "syt_", rb"[A-Za-z0-9+/=_-]{1,120}_[A-Za-z]{20}_[A-Za-z0-9]{6}" + _end,
        "https://github.com/matrix-org/synapse/pull/5588", entropy=3.4, note="the last six characters are a CRC-32",
    ),
    Format(
        "teams-workflow", "Microsoft Teams", "workflow address", "", rb"[?&]sig=([A-Za-z0-9_-]{43})" + _stop,
        "https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#generate-shared-access-signatures-sas",
        needles=(b"sig=",), entropy=4.2, free=True, back=1,
    ),
    Format(
        "teams-webhook-old", "Microsoft Teams", "webhook address", "",
        rb"outlook\.office(?:365)?\.com/webhook/(" + _uuid + rb"@" + _uuid + rb"/IncomingWebhook/[a-f0-9]{32}/"
        + _uuid + rb")",
        "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
        needles=(b"outlook.office",),
    ),
    Format(
        "google-chat", "Google Chat", "webhook address", "",
        rb"chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_-]{5,40}/messages\?key=[A-Za-z0-9_-]{20,50}&(?:amp;)?token=([A"
        rb"-Za-z0-9_-]{30,60})",
        "https://developers.google.com/workspace/chat/quickstart/webhooks", needles=(b"chat.googleapis.com/",),
        entropy=3.6,
    ),
    Format(
        "zapier-hook", "Zapier", "webhook address", "",
        rb"hooks\.zapier\.com/hooks/(?:catch|standard)/([0-9]{4,12}/[a-z0-9]{5,12})(?![A-Za-z0-9])",
        "https://help.zapier.com/hc/en-us/articles/8496288690317", needles=(b"hooks.zapier.com/",), entropy=2.2,
    ),
    Format(
        "feishu-hook", "Feishu", "webhook address", "",
        rb"open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/(" + _uuid + rb")",
        "https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot",
        needles=(b"open.feishu.cn/", b"open.larksuite.com/"), entropy=2.8,
    ),
    Format(
        "wecom-hook", "WeCom", "webhook address", "",
        rb"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=(" + _uuid + rb")",
        "https://developer.work.weixin.qq.com/document/path/91770", needles=(b"qyapi.weixin.qq.com/",), entropy=2.8,
    ),
    Format(
        "viber", "Viber", "bot token", "", rb"(?i:viber)[^\n]{0,30}?([a-f0-9]{16}-[a-f0-9]{16}-[a-f0-9]{16})" + _end,
        "https://developers.viber.com/docs/api/rest-bot-api/", needles=(b"viber",), entropy=3.0, ahead=60,
    ),
    Format(
        "mollie", "Mollie", "live API key", "live_", rb"[A-Za-z0-9]{30}" + _end,
        "https://docs.mollie.com/reference/authentication", entropy=4.0,
    ),
    Format(
        "checkout", "Checkout.com", "secret key", "sk_", rb"(?:sbox_)?[a-z2-7]{26}[a-z2-7*#$=]" + rb"(?![A-Za-z0-9_])",
        "https://www.checkout.com/docs/developer-resources/api/api-authentication/api-keys", needles=(b"sk_",),
        entropy=3.6,
    ),
    Format(
        "xendit", "Xendit", "API key", "xnd_", rb"(?:development|production)_[A-Za-z0-9+/]{40,80}={0,2}",
        "https://docs.xendit.co/docs/api-keys", needles=(b"xnd_development_", b"xnd_production_"), entropy=3.6,
    ),
    Format(
        "midtrans-sandbox", "Midtrans", "sandbox key", "SB-Mid-server-", rb"[A-Za-z0-9_-]{20,40}",
        "https://docs.midtrans.com/docs/midtrans-account", entropy=3.2,
    ),
    Format(
        "mercado-pago", "Mercado Pago", "access token", "APP_USR-",
        rb"[0-9]{10,20}-[0-9]{6}-[a-f0-9]{32}-[0-9]{5,12}" + _end, _mercado, entropy=3.0,
    ),
    Format(
        "klarna", "Klarna", "API key", "klarna_",
        rb"(?:live|test)_(?:api|client)_[A-Za-z0-9]{8}[A-Za-z0-9+/=!?#$*()-]{32,192}",
        "https://docs.klarna.com/api/authentication/", needles=(b"klarna_live_", b"klarna_test_"), entropy=3.6,
    ),
    Format(
        "polar", "Polar", "access token", "polar_",
        rb"(?:oat|pat|at_o|at_u|rt_o|rt_u|cst)_[A-Za-z0-9_-]{32,64}" + _stop, "https://docs.polar.sh/integrate/oat",
        needles=(b"polar_oat_", b"polar_pat_", b"polar_at_", b"polar_rt_", b"polar_cst_"), entropy=3.4,
    ),
    Format(
        "omise", "Omise", "secret key", "skey_", rb"(?:test_)?[a-z0-9]{19}" + _end,
        "https://docs.omise.co/api-authentication", entropy=3.2,
    ),
    Format(
        "brex", "Brex", "user token", "bxt_", rb"[A-Za-z0-9]{36,44}" + _end,
        "https://developer.brex.com/docs/authentication/", entropy=3.6,
    ),
    Format(
        "pagarme", "Pagar.me", "API key", "ak_", rb"(?:live|test)_[A-Za-z0-9]{30}" + _end,
        "https://docs.pagar.me/reference/autentica%C3%A7%C3%A3o-1", needles=(b"ak_live_", b"ak_test_"), entropy=3.6,
    ),
    Format(
        "asaas", "Asaas", "API key", "$aact_", rb"(?:prod_|hmlg_)?[A-Za-z0-9+/]{60,220}={0,2}",
        "https://docs.asaas.com/docs/authentication-2", entropy=3.6,
    ),
    Format("woocommerce", "WooCommerce", "consumer secret", "cs_", rb"[a-f0-9]{40}" + _end, _woo, entropy=3.0),
    Format("woocommerce-key", "WooCommerce", "consumer key", "ck_", rb"[a-f0-9]{40}" + _end, _woo, entropy=3.0),
    Format(
        "amazon-mws", "Amazon", "MWS token", "amzn.mws.", _uuid + _end,
        "https://developer-docs.amazon.com/sp-api/docs/migrating-from-amazon-mws", entropy=2.8,
    ),
    Format("amazon-client", "Amazon", "OAuth client secret", "amzn1.oa2-cs.v1.", rb"[a-f0-9]{64}" + _end, _amazon),
    Format(
        "amazon-refresh", "Amazon", "refresh token", "", rb"Atzr\|[A-Za-z0-9_-]{100,800}", _amazon, needles=(b"atzr|",),
        entropy=3.8,
    ),
    Format(
        "weblate", "Weblate", "user token", "wlu_", rb"[A-Za-z0-9]{36,40}" + _end,
        "https://docs.weblate.org/en/latest/api.html", entropy=3.4,
    ),
    Format(
        "weblate-project", "Weblate", "project token", "wlp_", rb"[A-Za-z0-9]{36,40}" + _end,
        "https://docs.weblate.org/en/latest/api.html", entropy=3.4,
    ),
    Format(
        "cal-com", "Cal.com", "API key", "cal_", rb"(?:live_)?[a-f0-9]{32}" + _end,
        "https://cal.com/docs/api-reference/v2/introduction",
    ),
    Format(
        "courier", "Courier", "API key", "pk_", rb"(?:prod|test)_[A-Z0-9]{28}" + _end,
        "https://www.courier.com/docs/platform/workspaces/environments-api-keys", needles=(b"pk_prod_", b"pk_test_"),
        entropy=3.6,
    ),
    Format(
        "wix", "Wix", "API key", "IST.", rb"eyJ[A-Za-z0-9_-]{20,600}\.[A-Za-z0-9_-]{40,4000}\.[A-Za-z0-9_-]{80,700}",
        "https://dev.wix.com/docs/rest/account-level/about-the-api-keys/about-api-keys", needles=(b"ist.eyj",),
    ),
    Format(
        "africas-talking", "Africa's Talking", "API key", "atsk_", rb"[a-f0-9]{72}" + _end,
        "https://developers.africastalking.com/docs/authentication",
    ),
    Format(
        "ably", "Ably", "API key", "",
        rb"(?i:ably)[^\n]{0,40}?([A-Za-z0-9_-]{5,8}\.[A-Za-z0-9_-]{5,8}:[A-Za-z0-9_-]{20,44})" + _stop,
        "https://ably.com/docs/platform/account/app/api", needles=(b"ably",), entropy=3.6, ahead=80,
    ),
    Format(
        "liveblocks", "Liveblocks", "secret key", "sk_", rb"(?:prod|dev)_[A-Za-z0-9_-]{60,80}" + _stop,
        "https://liveblocks.io/docs/authentication", needles=(b"sk_prod_", b"sk_dev_"), entropy=3.8,
    ),
    Format(
        "branch", "Branch", "secret", "secret_", rb"(?:live|test)_[A-Za-z0-9]{32}" + _end,
        "https://help.branch.io/developers-hub/docs/deep-linking-api", needles=(b"secret_live_", b"secret_test_"),
        entropy=3.4,
    ),
    Format(
        "stytch", "Stytch", "secret", "secret-", rb"(?:live|test)-[A-Za-z0-9_-]{36,48}={0,2}",
        "https://stytch.com/docs/api/authentication", needles=(b"secret-live-", b"secret-test-"), entropy=3.6,
    ),
    Format(
        "radar", "Radar", "secret key", "prj_", rb"(?:live|test)_sk_[a-f0-9]{40}" + _end,
        "https://radar.com/documentation/api", needles=(b"prj_live_sk_", b"prj_test_sk_"),
    ),
    Format(
        "locationiq", "LocationIQ", "access token", "pk.", rb"[a-f0-9]{32}" + _end,
        "https://docs.locationiq.com/docs/authentication", entropy=3.0,
    ),
    Format(
        "arcgis", "ArcGIS", "API key", "AAP", rb"[KT][A-Za-z0-9_-]{60,400}(?:\.{2}[A-Za-z0-9_-]{40,400})?",
        "https://developers.arcgis.com/documentation/security-and-authentication/api-key-authentication/",
        needles=(b"aapk", b"aapt"), entropy=4.2,
    ),
    Format(
        "coingecko", "CoinGecko", "API key", "CG-", rb"[A-Za-z0-9]{24}" + _end,
        "https://docs.coingecko.com/reference/authentication", entropy=3.6,
    ),
    Format(
        "foursquare", "Foursquare", "API key", "fsq3", rb"[A-Za-z0-9+/]{40,48}={0,2}",
        "https://docs.foursquare.com/developer/reference/manage-api-keys", entropy=3.8,
    ),
    Format(
        "infura", "Infura", "project id", "", rb"infura\.io/v3/([a-f0-9]{32})" + _end,
        "https://docs.metamask.io/services/get-started/endpoints/", needles=(b"infura.io/",), entropy=3.0,
    ),
    Format(
        "alchemy", "Alchemy", "API key", "", rb"alchemy(?:\.com|api\.io)/v2/([A-Za-z0-9_-]{32})" + _stop,
        "https://www.alchemy.com/docs/create-an-api-key", needles=(b"alchemy.com/", b"alchemyapi.io/"), entropy=3.6,
    ),
    Format(
        "quicknode", "QuickNode", "endpoint token", "", rb"quiknode\.pro/([a-f0-9]{40})" + _end,
        "https://www.quicknode.com/docs/ethereum/endpoints", needles=(b"quiknode.pro/",), entropy=3.0,
    ),
)  # fmt: skip
