"""The asyncio client. It asks for compressed answers by itself, but unpacks them only when they are inferences."""
import asyncio
import json

import tritonclient.http.aio as triton

import networks
from harness import holds, same
from networks import FLOWERS, same_bits
from .session import MODEL, WIDE, checks, tensor, wanted

NAME = "clients.aio"


def asynchronous(sentence):
    """One check that gets a client of its own and runs in an event loop of its own."""

    def register(function):
        async def body(session):
            async with triton.InferenceServerClient(session.service.address) as client:
                await function(session, client)

        checks(sentence)(lambda session: asyncio.run(asyncio.wait_for(body(session), 120)))
        return function

    return register


async def raises(status, call, *words):
    try:
        await call
    except triton.InferenceServerException as error:
        same(error.status(), str(status))
        for word in words:
            holds(word in error.message(), f"the message should name {word!r}: {error.message()!r}")
    else:
        raise AssertionError("the call should have been refused")


@asynchronous("aio: health of server and model")
async def _(session, client):
    same(await client.is_server_live(), True)
    same(await client.is_server_ready(), True)
    same(await client.is_model_ready(MODEL, "1"), True)
    same(await client.is_model_ready("clients.nobody"), False)


@asynchronous("aio: metadata of server and model")
async def _(session, client):
    same(await client.get_server_metadata(), session.client.get_server_metadata())
    same(await client.get_model_metadata(MODEL), session.client.get_model_metadata(MODEL))


@asynchronous("aio: a configuration of many kilobytes, which this client does not unpack")
async def _(session, client):
    found = await client.get_model_config(WIDE)
    holds(len(json.dumps(found)) > 20_000, "the definition should be long")
    same(found, session.client.get_model_config(WIDE))


@asynchronous("aio: repository index")
async def _(session, client):
    holds(MODEL in [one["name"] for one in await client.get_model_repository_index()], "the model should be listed")


@asynchronous("aio: load, infer, unload")
async def _(session, client):
    network = networks.Dense([4, 3], seed=41)
    text = json.dumps({"parameters": {"definition": {"string_value": json.dumps(network.definition())}}})
    await client.load_model(NAME, config=text)
    result = await client.infer(NAME, [tensor(FLOWERS)])
    networks.close(result.as_numpy("output"), network.outputs(FLOWERS))
    await client.unload_model(NAME)
    same(await client.is_model_ready(NAME), False)
    session.service.request("DELETE", f"/v1/models/{NAME}")


@asynchronous("aio: statistics")
async def _(session, client):
    found = await client.get_inference_statistics(MODEL)
    same([one["name"] for one in found["model_stats"]], [MODEL])


@asynchronous("aio: log and trace settings")
async def _(session, client):
    same(await client.get_log_settings(), await client.update_log_settings({}))
    same(await client.get_trace_settings(), await client.update_trace_settings(settings={}))


@asynchronous("aio: shared memory")
async def _(session, client):
    same(await client.get_system_shared_memory_status(), [])
    same(await client.get_cuda_shared_memory_status(), [])


for _binary in (True, False):
    for _request in (None, "gzip", "deflate"):
        for _answer in (None, "gzip", "deflate"):

            @asynchronous(f"aio: infer, {'binary' if _binary else 'JSON'}, {_request or 'plain'} request, {_answer or 'default'} answer")
            async def _(session, client, binary=_binary, request=_request, answer=_answer):
                batch = networks.rows(100, 64, seed=42)
                result = await client.infer(
                    WIDE, [tensor(batch, binary)], outputs=wanted("output", binary=binary),
                    request_compression_algorithm=request, response_compression_algorithm=answer,
                )
                same_bits(result.as_numpy("output"), session.outputs(batch, model=WIDE))


@asynchronous("aio: 200 inferences at once")
async def _(session, client):
    batch = networks.rows(200, 64, seed=43)
    reference = session.outputs(batch, model=WIDE)
    results = await asyncio.gather(*(client.infer(WIDE, [tensor(row[None])]) for row in batch))
    for index, result in enumerate(results):
        same_bits(result.as_numpy("output")[0], reference[index], f"the outputs of row {index}")


@asynchronous("aio: request id and parameters")
async def _(session, client):
    result = await client.infer(MODEL, [tensor(FLOWERS)], request_id="7", parameters={"own": 1}, timeout=60_000_000)
    same(result.get_response()["id"], "7")


@asynchronous("aio: refusals are read")
async def _(session, client):
    await raises(404, client.infer("clients.nobody", [tensor(FLOWERS)]), "Request for unknown model")
    await raises(404, client.get_model_metadata(MODEL, "99"), "99")
    await raises(400, client.infer(MODEL, [tensor(FLOWERS, name="wrong")]), "wrong")
    await raises(404, client.load_model("clients.nobody"), "failed to load")
