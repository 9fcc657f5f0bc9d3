"""Names of providers in identifiers, so that a finding can name whose credential it is."""

from __future__ import annotations

PROVIDERS: dict[bytes, str] = {
    word.replace(" ", "").lower().encode(): word
    for word in (
        "Adafruit", "Adobe", "Airtable", "Algolia", "Alibaba", "Aliyun", "Amplitude", "Artifactory", "Asana", "Auth0",
        "AWS", "Azure", "Beamer", "Bitbucket", "Bitly", "Bittrex", "Box", "Clickup", "Cloudflare", "Cloudinary",
        "Codecov", "Cohere", "Coinbase", "Confluent", "Contentful", "Datadog", "Databricks", "DataGov", "DeepSeek",
        "Discord", "Disqus", "Docker", "DroneCI", "Dropbox", "Dynatrace", "eBay", "Elastic", "Etsy", "Facebook",
        "Fastly", "Finnhub", "Flickr", "Freshbooks", "Gemini", "GitHub", "GitLab", "Gitter", "Google", "Greptile",
        "Gumroad", "Heroku", "HubSpot", "Influx", "Intercom", "IBMCloud", "Jenkins", "Jira", "JumpCloud", "Kraken",
        "Kucoin", "LaunchDarkly", "LinkedIn", "Looker", "Mailchimp", "Mailgun", "Mapbox", "Mattermost", "MessageBird",
        "Meraki", "MongoDB", "Moosend", "Netlify", "NewRelic", "Nvidia", "Nytimes", "Okta", "OpenAI", "OpenWeather",
        "OVH", "Paypal", "PlanetScale", "Plaid", "Pusher", "RapidAPI", "Reddit", "Scaleway", "Segment", "Sentry",
        "SendGrid", "Shopify", "SlackBot", "Slack", "Snowflake", "Snyk", "Sonar", "SquareSpace", "Square", "Stability",
        "Stripe", "Sumo", "Supabase", "Telegram", "Travis", "Trello", "Twilio", "Twitch", "Twitter", "Vault", "Vercel",
        "WakaTime", "Weatherstack", "Yandex", "Zendesk", "Zoom",
    )
}  # fmt: skip


def provider_of(name: bytes) -> str:
    """Give the provider that an identifier in lower case names, or ""."""
    flat = name.translate(None, b"_-.")
    for word, provider in PROVIDERS.items():
        if word in flat:
            return provider
    return ""
