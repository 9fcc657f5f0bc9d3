"""Four providers' forms of a conversation: what a request holds, and how a turn is streamed."""

from __future__ import annotations

import json
from typing import Any

Event = tuple[str, Any]
Read = tuple[int, bool, dict[str, str]]


def text_of(content: object) -> str:
    """Give the text in a content of whatever shape."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "\n".join(text_of(part.get("text") or part.get("content")) for part in content if isinstance(part, dict))
    return "" if content is None else json.dumps(content, ensure_ascii=False)


def runs(flags: list[bool]) -> int:
    """Count how often the model spoke: messages of its own that follow each other are one turn."""
    return sum(flag and not before for before, flag in zip([False, *flags], flags, strict=False))


class Chat:
    """OpenAI, chat completions."""

    @staticmethod
    def read(body: dict[str, Any]) -> Read:
        messages = body.get("messages", [])
        results = {str(m.get("tool_call_id")): text_of(m.get("content")) for m in messages if m.get("role") == "tool"}
        return runs([m.get("role") == "assistant" for m in messages]), bool(body.get("tools")), results

    @staticmethod
    def write(name: str, turn: dict[str, Any] | None, final: str, tokens: int, key: str) -> list[Event]:
        base = {"id": f"c-{key}", "object": "chat.completion.chunk", "created": 1, "model": name}
        delta: dict[str, Any] = {"role": "assistant", "content": final}
        if turn:
            call = {"name": turn["tool"], "arguments": json.dumps(turn["args"])}
            delta = {
                "role": "assistant",
                "tool_calls": [{"index": 0, "id": f"call_{key}", "type": "function", "function": call}],
            }
        usage = {"prompt_tokens": tokens, "completion_tokens": 5, "total_tokens": tokens + 5}
        end = "tool_calls" if turn else "stop"
        return [
            ("", {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}),
            ("", {**base, "choices": [{"index": 0, "delta": {}, "finish_reason": end}]}),
            ("", {**base, "choices": [], "usage": usage}),
            ("", "[DONE]"),
        ]

    @staticmethod
    def whole(name: str, _turn: dict[str, Any] | None, final: str, key: str) -> dict[str, Any]:
        message = {"role": "assistant", "content": final}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return {
            "id": key,
            "object": "chat.completion",
            "created": 1,
            "model": name,
            "choices": [choice],
            "usage": usage,
        }


class Responses:
    """OpenAI, responses."""

    @staticmethod
    def read(body: dict[str, Any]) -> Read:
        items = body.get("input") or []
        items = items if isinstance(items, list) else []
        own = ("function_call", "custom_tool_call", "local_shell_call", "reasoning")
        results = {
            str(item.get("call_id")): text_of(item.get("output"))
            for item in items
            if str(item.get("type", "")).endswith("_output")
        }
        spoken = [item.get("role") == "assistant" or item.get("type") in own for item in items]
        return runs(spoken), bool(body.get("tools")), results

    @staticmethod
    def write(name: str, turn: dict[str, Any] | None, final: str, tokens: int, key: str) -> list[Event]:
        base = {"id": f"r-{key}", "object": "response", "created_at": 1, "model": name}
        item: dict[str, Any] = {
            "type": "message", "id": f"m-{key}", "role": "assistant", "status": "completed",
            "content": [{"type": "output_text", "text": final, "annotations": []}],
        }  # fmt: skip
        if turn and "input" in turn:
            item = {"type": "custom_tool_call", "id": f"i-{key}", "call_id": f"call_{key}", "name": turn["tool"],
                    "input": turn["input"], "status": "completed"}  # fmt: skip
        elif turn:
            item = {"type": "function_call", "id": f"i-{key}", "call_id": f"call_{key}", "name": turn["tool"],
                    "arguments": json.dumps(turn["args"]), "status": "completed"}  # fmt: skip
        usage = {
            "input_tokens": tokens, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 5,
            "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": tokens + 5,
        }  # fmt: skip
        done = {**base, "status": "completed", "output": [item], "usage": usage}
        kinds = (
            ("response.created", {"response": {**base, "status": "in_progress", "output": []}}),
            ("response.output_item.added", {"output_index": 0, "item": {**item, "status": "in_progress"}}),
            ("response.output_item.done", {"output_index": 0, "item": item}),
            ("response.completed", {"response": done}),
        )
        return [(kind, {"type": kind, **rest}) for kind, rest in kinds]

    @staticmethod
    def whole(name: str, turn: dict[str, Any] | None, final: str, key: str) -> dict[str, Any]:
        done: dict[str, Any] = Responses.write(name, turn, final, 10, key)[-1][1]["response"]
        return done


class Messages:
    """Anthropic, messages."""

    @staticmethod
    def read(body: dict[str, Any]) -> Read:
        messages = body.get("messages", [])
        parts = [part for m in messages if isinstance(m.get("content"), list) for part in m["content"]]
        results = {
            str(part.get("tool_use_id")): text_of(part.get("content"))
            for part in parts
            if isinstance(part, dict) and part.get("type") == "tool_result"
        }
        return runs([m.get("role") == "assistant" for m in messages]), bool(body.get("tools")), results

    @staticmethod
    def write(name: str, turn: dict[str, Any] | None, final: str, tokens: int, key: str) -> list[Event]:
        usage = {
            "input_tokens": tokens,
            "output_tokens": 5,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
        }
        message = {"id": f"m-{key}", "type": "message", "role": "assistant", "model": name, "content": [],
                   "stop_reason": None, "stop_sequence": None, "usage": usage}  # fmt: skip
        block: dict[str, Any] = {"type": "text", "text": ""}
        delta: dict[str, Any] = {"type": "text_delta", "text": final}
        if turn:
            block = {"type": "tool_use", "id": f"toolu_{key}", "name": turn["tool"], "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(turn["args"])}
        end = {"stop_reason": "tool_use" if turn else "end_turn", "stop_sequence": None}
        kinds = (
            ("message_start", {"message": message}),
            ("content_block_start", {"index": 0, "content_block": block}),
            ("content_block_delta", {"index": 0, "delta": delta}),
            ("content_block_stop", {"index": 0}),
            ("message_delta", {"delta": end, "usage": usage}),
            ("message_stop", {}),
        )
        return [(kind, {"type": kind, **rest}) for kind, rest in kinds]

    @staticmethod
    def whole(name: str, _turn: dict[str, Any] | None, final: str, key: str) -> dict[str, Any]:
        usage = {"input_tokens": 10, "output_tokens": 5}
        return {"id": f"m-{key}", "type": "message", "role": "assistant", "model": name, "stop_reason": "end_turn",
                "content": [{"type": "text", "text": final}], "usage": usage}  # fmt: skip


class Gemini:
    """Google, generateContent."""

    @staticmethod
    def read(body: dict[str, Any]) -> Read:
        contents = body.get("contents", [])
        contents = contents if isinstance(contents, list) else [contents]
        parts = [part for content in contents for part in content.get("parts", [])]
        answers = [part["functionResponse"] for part in parts if "functionResponse" in part]
        results = {str(row.get("id")): json.dumps(row.get("response"), ensure_ascii=False) for row in answers}
        return runs([content.get("role") == "model" for content in contents]), bool(body.get("tools")), results

    @staticmethod
    def write(_name: str, turn: dict[str, Any] | None, final: str, tokens: int, key: str) -> list[Event]:
        part: dict[str, Any] = {"text": final}
        if turn:
            part = {"functionCall": {"id": f"call_{key}", "name": turn["tool"], "args": turn["args"]}}
        candidate = {"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}
        usage = {"promptTokenCount": tokens, "candidatesTokenCount": 5, "totalTokenCount": tokens + 5}
        return [("", {"candidates": [candidate], "modelVersion": "mock", "usageMetadata": usage})]

    @staticmethod
    def whole(name: str, turn: dict[str, Any] | None, final: str, key: str) -> dict[str, Any]:
        document: dict[str, Any] = Gemini.write(name, turn, final, 10, key)[0][1]
        return document


WIRES = {
    "/chat/completions": Chat,
    "/responses": Responses,
    "/messages": Messages,
    ":generateContent": Gemini,
    ":streamGenerateContent": Gemini,
}
