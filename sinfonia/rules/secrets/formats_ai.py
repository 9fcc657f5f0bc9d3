"""Formats of model providers and their tools."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_anthropic = "https://docs.anthropic.com/en/api/overview#authentication"
_openai = "https://platform.openai.com/docs/api-reference/authentication"
_langsmith = "https://docs.langchain.com/langsmith/create-account-api-key"
_devin = "https://docs.devin.ai/api-reference/authentication"
_end = rb"(?![A-Za-z0-9])"

FORMATS = (
    Format(
        "anthropic", "Anthropic", "API key", "sk-ant-",
        rb"(?:api|admin|sid)[0-9]{2}-[A-Za-z0-9_-]{70,93}AA(?![A-Za-z0-9_-])", _anthropic, needles=(b"sk-",),
        entropy=3.5,
    ),
    Format(
        "anthropic-oauth", "Anthropic", "OAuth token", "sk-ant-o", rb"[ar]t[0-9]{2}-[A-Za-z0-9_-]{40,120}",
        _anthropic, needles=(b"sk-",), entropy=3.5,
    ),
    Format(
        "openai-project", "OpenAI", "API key", "sk-", rb"(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200}", _openai,
        needles=(b"sk-",), entropy=3.5,
    ),
    Format(
        "openai", "OpenAI", "API key", "sk-", rb"[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}" + _end, _openai,
        needles=(b"sk-",), entropy=3.5,
    ),
    Format(
        "model-api-32", "model provider", "API key", "sk-",
        rb"(?:[a-f0-9]{32}|[A-Za-z0-9]{48}|[A-Za-z0-9]{51})" + _end, "https://api-docs.deepseek.com/",
        needles=(b"sk-",), entropy=3.2, note="DeepSeek, Stability, and Moonshot share it",
    ),
    Format(
        "openrouter", "OpenRouter", "API key", "sk-or-v1-", rb"[a-f0-9]{64}" + _end,
        "https://openrouter.ai/docs/api/reference/authentication", needles=(b"sk-",),
    ),
    Format(
        "huggingface", "Hugging Face", "access token", "hf_", rb"[A-Za-z]{34}" + _end,
        "https://huggingface.co/docs/hub/security-tokens", entropy=3.4,
    ),
    Format(
        "huggingface-org", "Hugging Face", "organization token", "api_org_", rb"[A-Za-z]{34}" + _end,
        "https://huggingface.co/docs/hub/security-tokens", entropy=3.4,
    ),
    Format("groq", "Groq", "API key", "gsk_", rb"[A-Za-z0-9]{52}" + _end, "https://console.groq.com/docs/quickstart"),
    Format(
        "replicate", "Replicate", "API token", "r8_", rb"[A-Za-z0-9_-]{37}(?![A-Za-z0-9_-])",
        "https://replicate.com/docs/reference/http#authentication",
    ),
    Format(
        "perplexity", "Perplexity", "API key", "pplx-", rb"[A-Za-z0-9]{48}" + _end,
        "https://docs.perplexity.ai/getting-started/quickstart",
    ),
    Format("xai", "xAI", "API key", "xai-", rb"[A-Za-z0-9]{80}" + _end, "https://docs.x.ai/docs/overview"),
    Format(
        "fireworks", "Fireworks", "API key", "fw_", rb"[A-Za-z0-9]{22,24}" + _end,
        "https://docs.fireworks.ai/api-reference/introduction", entropy=3.6,
    ),
    Format(
        "nvidia", "NVIDIA", "API key", "nvapi-", rb"[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])",
        "https://docs.api.nvidia.com/nim/reference/llm-apis",
    ),
    Format(
        "tavily", "Tavily", "API key", "tvly-", rb"(?:dev-|prod-)?[A-Za-z0-9]{32}" + _end,
        "https://docs.tavily.com/documentation/api-reference/introduction",
    ),
    Format(
        "cerebras", "Cerebras", "API key", "csk-", rb"[a-z0-9]{48}" + _end,
        "https://inference-docs.cerebras.ai/quickstart",
    ),
    Format("langsmith", "LangSmith", "API key", "lsv2_", rb"(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}" + _end, _langsmith),
    Format("devin", "Devin", "API key", "apk_", rb"(?:user_)?[A-Za-z0-9+/]{60,240}={0,2}", _devin, entropy=3.5),
    Format("devin-service", "Devin", "service key", "cog_", rb"[a-z2-7]{52}" + _end, _devin),
    Format(
        "pinecone", "Pinecone", "API key", "pcsk_", rb"[A-Za-z0-9]{5,6}_[A-Za-z0-9]{50,64}" + _end,
        "https://docs.pinecone.io/guides/projects/manage-api-keys", entropy=3.4,
    ),
    Format(
        "elevenlabs", "ElevenLabs", "API key", "sk_", rb"[a-f0-9]{48}" + _end,
        "https://elevenlabs.io/docs/api-reference/authentication", needles=(b"sk_",), entropy=3.2,
    ),
    Format(
        "runpod", "RunPod", "API key", "rpa_", rb"[A-Z0-9]{40}[A-Za-z0-9]{6}" + _end,
        "https://docs.runpod.io/get-started/api-keys",
    ),
    Format(
        "anyscale", "Anyscale", "API key", "esecret_", rb"[a-z0-9]{24,64}" + _end,
        "https://docs.anyscale.com/reference/",
    ),
    Format("e2b", "E2B", "API key", "e2b_", rb"[a-f0-9]{40}" + _end, "https://e2b.dev/docs/api-key"),
    Format(
        "firecrawl", "Firecrawl", "API key", "fc-", rb"[a-f0-9]{32}" + _end,
        "https://docs.firecrawl.dev/introduction",
    ),
    Format(
        "brave-search", "Brave Search", "API key", "BSA", rb"[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])",
        "https://api-dashboard.search.brave.com/app/documentation", entropy=3.8,
    ),
    Format("jina", "Jina AI", "API key", "jina_", rb"[a-f0-9]{32}[A-Za-z0-9_-]{28}", "https://jina.ai/embeddings/"),
    Format(
        "voyage", "Voyage AI", "API key", "pa-", rb"[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
        "https://docs.voyageai.com/docs/api-key-and-installation", entropy=4.0,
    ),
    Format(
        "langfuse", "Langfuse", "secret key", "sk-lf-", rb"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}" + _end,
        "https://langfuse.com/docs/api-and-data-platform/features/public-api", needles=(b"sk-",),
    ),
    Format(
        "upstage", "Upstage", "API key", "up_", rb"[A-Za-z0-9]{29,40}" + _end,
        "https://console.upstage.ai/docs/getting-started", entropy=3.8,
    ),
    Format(
        "weights-biases", "Weights & Biases", "API key", "wandb_v1_", rb"[A-Za-z0-9_]{60,100}",
        "https://docs.wandb.ai/models/track/public-api-guide",
    ),
)  # fmt: skip
