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
        "AccuWeather", "Adzuna", "Airbrake", "Aiven", "Alchemy", "AnyPoint", "Apify", "APILayer", "AppCues",
        "AppFollow", "AssemblyAI", "Authress", "Autoklose", "Aviationstack", "Axonaut", "BannerBear", "BareMetrics",
        "BetterStack", "Billomat", "Bitbar", "BitMEX", "Blitapp", "Braintree", "Brandfetch", "BrowserStack", "Browshot",
        "BugHerd", "Bugsnag", "Buildkite", "BulkSMS", "Calendarific", "Calendly", "Campayn", "Censys", "Chargebee",
        "Chatfuel", "CircleCI", "Clarifai", "Clearbit", "Clockify", "CloudConvert", "Cloudmersive", "Cloudsmith",
        "Codacy", "Codemagic", "CoinAPI", "ConvertKit", "Coveralls", "Crowdin", "CryptoCompare", "CurrencyLayer",
        "Databox", "Deepgram", "DeepAI", "Delighted", "DocuSign", "Doppler", "Dynalist", "EasyPost", "ElevenLabs",
        "Etherscan", "Eventbrite", "Finicity", "FlightStats", "FullContact", "FullStory", "Geoapify", "GetResponse",
        "Giphy", "GoCardless", "Groq", "Gyazo", "HelloSign", "HelpScout", "HuggingFace", "IconFinder", "Imagga",
        "Instamojo", "IPGeolocation", "IPInfo", "IPStack", "Kickbox", "Klaviyo", "Knapsack", "Kontent", "LangSmith",
        "Lemlist", "LoginRadius", "Logz", "Lokalise", "Mailjet", "Mailsac", "Mandrill", "Mapquest", "Marketstack",
        "Mavenlink", "MaxMind", "Mediastack", "Mercury", "MiniMax", "Mistral", "Mixpanel", "Mockaroo", "MonkeyLearn",
        "Moonshot", "Nasdaq", "NetHunt", "Nexmo", "Ngrok", "Numverify", "Nylas", "Oanda", "OneSignal", "Onfleet",
        "OpenCage", "OpenRouter", "OpenUV", "Optimizely", "PagerDuty", "PandaDoc", "Paperform", "Parseur", "PDFLayer",
        "Pepipost", "Perplexity", "Pinecone", "Pipedrive", "Plivo", "Postmark", "ProxyCrawl", "PubNub", "PushBullet",
        "Qase", "Rainforest", "Raygun", "Replicate", "Rollbar", "RunPod", "Scalingo", "Scalr", "Scrapfly", "ScraperAPI",
        "ScrapingAnt", "ScrapingBee", "ScreenshotAPI", "Sendbird", "SerpAPI", "SettleMint", "Shippo", "Shodan",
        "Shotstack", "Shutterstock", "SignalWire", "SparkPost", "Splunk", "Spoonacular", "Spotify", "StatusCake",
        "StatusPage", "Storyblok", "Strava", "Stytch", "Tailscale", "TaxJar", "Tavily", "Telnyx", "Toggl", "Transifex",
        "TwelveData", "Typeform", "Unsplash", "UptimeRobot", "URLScan", "VatLayer", "VirusTotal", "VisualCrossing",
        "VoiceFlow", "Vonage", "Vultr", "WalkScore", "Webex", "Webflow", "Weatherbit", "Wrike", "WorkOS", "ZenRows",
        "Zenscrape", "Zeplin", "ZeroBounce", "Zipcodebase", "Zoho",
        "AbuseIPDB", "Agora", "AlphaVantage", "Anthropic", "AppVeyor", "Backblaze", "Binance", "Bitrise", "Braze",
        "Bunny", "Cartesia", "Clerk", "CoinGecko", "CoinMarketCap", "Contentstack", "Courier", "CustomerIO", "DeepL",
        "DigitalOcean", "DNSimple", "Etherpad", "Feishu", "Foursquare", "Gandi", "Genius", "Ghost", "Gitea", "GoDaddy",
        "Helicone", "Hetzner", "Honeycomb", "Hunter", "Infura", "Inngest", "Instana", "IPData", "Iterable", "Kaggle",
        "Klarna", "LastFM", "Linear", "Linode", "LiveKit", "Loggly", "Mailtrap", "MapTiler", "Mollie", "Namecheap",
        "NewsAPI", "Notion", "Novu", "Ollama", "Opsgenie", "Paddle", "Papertrail", "Paystack", "Porkbun", "Portainer",
        "PostHog", "Prefect", "Pulumi", "Pushover", "QuickNode", "Razorpay", "RevenueCat", "SambaNova", "Sanity",
        "Serper", "SoundCloud", "Steam", "Todoist", "TomTom", "Turso", "Uploadcare", "Upstash", "Vimeo",
        "MailboxLayer", "WandB", "WeightsAndBiases", "Xendit", "Yelp", "Zapier",
    )
}  # fmt: skip


_BOX = b"box"  # of its own, and not the end of `sandbox`
_MOST = 4_000  # names that are remembered: a text has the same few over and over
_known: dict[bytes, str] = {}


def provider_of(name: bytes) -> str:
    """Give the provider that an identifier in lower case names, by its longest word (`dropbox`, not `box`), or ""."""
    known = _known.get(name)
    if known is None:
        flat = name.translate(None, b"_-.")
        longest = max((word for word in PROVIDERS if word in flat), key=len, default=b"")
        known = "" if longest == _BOX and _ends_a_word(name) else PROVIDERS[longest] if longest else ""
        if len(_known) < _MOST:
            _known[name] = known
    return known


def _ends_a_word(name: bytes) -> bool:
    at = name.find(_BOX)
    return at > 0 and name[at - 1 : at].isalpha()
