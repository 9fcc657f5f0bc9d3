"""Formats of chat, mail, telephone, and social services."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_slack = "https://docs.slack.dev/authentication/tokens/"
_hooks = "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/"
_facebook = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens/"
_end = rb"(?![A-Za-z0-9])"

FORMATS = (
    Format("slack-bot", "Slack", "bot token", "xoxb-", rb"[0-9]{8,14}-[A-Za-z0-9-]{12,56}", _slack),
    Format("slack-user", "Slack", "user token", "xoxp-", rb"(?:[0-9]{8,14}-){2,3}[A-Za-z0-9-]{24,36}", _slack),
    Format("slack-enterprise", "Slack", "enterprise token", "xoxe-", rb"[0-9]-[A-Za-z0-9]{120,200}", _slack),
    Format("slack-rotated", "Slack", "rotated token", "xoxe.xox", rb"[bp]-[0-9]-[A-Za-z0-9]{120,200}", _slack),
    Format("slack-app", "Slack", "app token", "xapp-", rb"[0-9]-[A-Z0-9]{8,14}-[0-9]{8,15}-[a-f0-9]{32,80}", _slack),
    Format(
        "slack-legacy", "Slack", "legacy token", "xox", rb"[aors]-(?:[0-9]-)?(?:[0-9]{6,14}-){1,3}[A-Za-z0-9]{8,48}",
        _slack, needles=(b"xoxa-", b"xoxo-", b"xoxr-", b"xoxs-"),
    ),
    Format("slack-config", "Slack", "session token", "xoxc-", rb"(?:[0-9]{8,14}-){2,3}[a-f0-9]{64}" + _end, _slack),
    Format(
        "slack-cookie", "Slack", "session cookie", "xoxd-", rb"[A-Za-z0-9%+/]{100,400}={0,2}", _slack, entropy=3.5,
    ),
    Format(
        "slack-webhook", "Slack", "webhook address", "",
        rb"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9_]{6,16}/[A-Za-z0-9_]{6,24}/"
        rb""
        rb"[A-Za-z0-9]{20,50})", _hooks, needles=(b"hooks.slack.com/",), free=True, gate=b"://",
    ),
    Format(
        "teams-webhook", "Microsoft Teams", "webhook address", "",
        rb"webhook\.office\.com/webhookb2/([a-f0-9-]{36}@[a-f0-9-]{36}/IncomingWebhook/[a-f0-9]{32}/[a-f0-9-]{36})",
        "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
        needles=(b"webhook",), free=True, gate=b"://",
    ),
    Format(
        "discord-webhook", "Discord", "webhook address", "", rb"webhooks/[0-9]{17,20}/([A-Za-z0-9_-]{60,80})",
        "https://discord.com/developers/docs/resources/webhook", needles=(b"webhook",), free=True, gate=b"://",
    ),
    Format(
        "telegram", "Telegram", "bot token", "",
        rb"(?:bot)?([0-9]{8,10}:AA[A-H][A-Za-z0-9_-]{31,32})(?![A-Za-z0-9_-])",
        "https://core.telegram.org/bots/api#authorizing-your-bot",
        needles=tuple(b":aa%c" % letter for letter in b"abcdefgh"), entropy=3.5, back=13,
    ),
    Format(
        "twilio-key", "Twilio", "API key", "SK", rb"[a-f0-9]{32}" + _end, "https://www.twilio.com/docs/iam/api-keys",
        needles=tuple(b"sk%x" % digit for digit in range(16)), entropy=3.0,
    ),
    Format(
        "sendgrid", "SendGrid", "API key", "SG.", rb"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
        "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys", entropy=3.5,
    ),
    Format(
        "mailgun", "Mailgun", "API key", "key-", rb"[a-f0-9]{32}" + _end,
        "https://documentation.mailgun.com/docs/mailgun/api-reference/authentication",
    ),
    Format(
        "mailchimp", "Mailchimp", "API key", "", rb"[a-f0-9]{32}-us[0-9]{1,2}" + _end,
        "https://mailchimp.com/developer/marketing/guides/quick-start/",
        needles=(b"-us1", b"-us2", b"-us3", b"-us4", b"-us5", b"-us6", b"-us7", b"-us8", b"-us9"), entropy=3.0,
        back=32,
    ),
    Format(
        "mailersend", "MailerSend", "API token", "mlsn.", rb"[a-f0-9]{64}" + _end,
        "https://developers.mailersend.com/general.html#authentication",
    ),
    Format(
        "brevo", "Brevo", "API key", "xkeysib-", rb"[a-f0-9]{64}-[A-Za-z0-9]{16}" + _end,
        "https://developers.brevo.com/docs/api-key-authentication",
    ),
    Format(
        "brevo-smtp", "Brevo", "SMTP key", "xsmtpsib-", rb"[a-f0-9]{64}-[A-Za-z0-9]{16}" + _end,
        "https://developers.brevo.com/docs/smtp-integration",
    ),
    Format(
        "resend", "Resend", "API key", "re_", rb"[A-Za-z0-9]{8}_[A-Za-z0-9]{24}" + _end,
        "https://resend.com/docs/dashboard/api-keys/introduction", entropy=3.5,
    ),
    Format(
        "klaviyo", "Klaviyo", "private key", "pk_", rb"[a-f0-9]{34}" + _end,
        "https://developers.klaviyo.com/en/docs/authenticate_", entropy=3.0,
    ),
    Format(
        "clickup", "ClickUp", "API token", "pk_", rb"[0-9]{7,10}_[A-Z0-9]{32}" + _end,
        "https://developer.clickup.com/docs/authentication",
    ),
    Format(
        "intercom", "Intercom", "access token", "dG9r", rb"Ol[A-Za-z0-9+/]{50,80}={0,2}",
        "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
    ),
    Format(
        "facebook-access", "Facebook", "access token", "EAA", rb"[A-Za-z0-9]{96,400}" + _end, _facebook, entropy=3.5,
    ),
    Format(
        "twitch-stream", "Twitch", "stream key", "live_", rb"[0-9]{8,12}_[A-Za-z0-9]{30}" + _end,
        "https://help.twitch.tv/s/article/twitch-stream-key-faq",
    ),
    Format(
        "dropbox-short", "Dropbox", "access token", "sl.", rb"(?:u\.)?[A-Za-z0-9_-]{120,1000}",
        "https://developers.dropbox.com/oauth-guide", entropy=4.0,
    ),
    Format(
        "pinterest", "Pinterest", "access token", "pina_", rb"[A-Za-z0-9]{32,128}" + _end,
        "https://developers.pinterest.com/docs/getting-started/authentication/",
    ),
    Format(
        "lichess", "Lichess", "access token", "lip_", rb"[A-Za-z0-9]{20,32}" + _end,
        "https://lichess.org/api#section/Introduction/Authentication",
    ),
    Format(
        "telnyx", "Telnyx", "API key", "KEY01", rb"[A-F0-9]{30}_[A-Za-z0-9]{22}" + _end,
        "https://developers.telnyx.com/docs/development/authentication",
    ),
    Format(
        "onesignal", "OneSignal", "API key", "os_v2_", rb"(?:app|org)_[a-z0-9]{103}" + _end,
        "https://documentation.onesignal.com/docs/keys-and-ids",
    ),
)  # fmt: skip
