"""Settings of log and trace, and shared memory, which a server in a container does not have."""
from harness import holds, same
from networks import FLOWERS
from .session import MODEL, checks, raises, tensor, triton, wanted

LOG = ("log_file", "log_info", "log_warning", "log_error", "log_verbose_level", "log_format")
TRACE = ("trace_level", "trace_rate", "trace_count", "log_frequency", "trace_file", "trace_mode")


@checks("get_log_settings has the six settings and no other")
def _(session):
    found = session.client.get_log_settings()
    same(sorted(found), sorted(LOG))
    same([type(found[name]) for name in LOG], [str, bool, bool, bool, int, str])


@checks.each("update_log_settings sets {0} to {1!r}, and it stays", [
    ("log_info", False), ("log_info", True), ("log_warning", False), ("log_error", False), ("log_verbose_level", 1),
    ("log_format", "ISO8601"), ("log_format", "default"),
])
def _(session, name, value):
    before = session.client.get_log_settings()
    try:
        same(session.client.update_log_settings({name: value}), {**before, name: value})
        same(session.client.get_log_settings(), {**before, name: value})
    finally:
        session.client.update_log_settings({name: before[name]})
    same(session.client.get_log_settings(), before)


@checks("null leaves a log setting as it is, and so does an empty update")
def _(session):
    before = session.client.get_log_settings()
    same(session.client.update_log_settings({"log_info": None, "log_verbose_level": None}), before)
    same(session.client.update_log_settings({}), before)


@checks.each("the log setting {0}: {1!r} is 400, and nothing changes", [
    ("log_format", "XML"), ("log_info", "yes"), ("log_info", 1), ("log_verbose_level", -1),
    ("log_verbose_level", "high"), ("log_verbose_level", 1.5), ("log_colour", True),
])
def _(session, name, value):
    before = session.client.get_log_settings()
    raises(400, lambda: session.client.update_log_settings({"log_error": not before["log_error"], name: value}), name)
    same(session.client.get_log_settings(), before)


@checks("log_file cannot be set over the network")
def _(session):
    raises((400, 403, 501), lambda: session.client.update_log_settings({"log_file": "/elsewhere"}), "log_file")


@checks("get_trace_settings has the settings, values texts but for the level")
def _(session):
    found = session.client.get_trace_settings()
    holds(set(TRACE) - {"trace_file"} <= set(found), f"found {sorted(found)}")
    holds(isinstance(found["trace_level"], list), "the level should be a list")
    holds(all(isinstance(found[name], str) for name in found if name != "trace_level"), f"texts only: {found}")


@checks.each("update_trace_settings sets {0} to {1!r}, and null takes it back", [
    ("trace_rate", "500"), ("trace_count", "100"), ("log_frequency", "50"), ("trace_level", ["TIMESTAMPS"]),
])
def _(session, name, value):
    before = session.client.get_trace_settings()
    try:
        same(session.client.update_trace_settings(settings={name: value})[name], value)
        same(session.client.get_trace_settings()[name], value)
    finally:
        session.client.update_trace_settings(settings={name: None})
    same(session.client.get_trace_settings(), before)


@checks("a model follows the global trace settings until it has its own")
def _(session):
    before = session.client.get_trace_settings(MODEL)
    try:
        session.client.update_trace_settings(settings={"trace_rate": "700"})
        same(session.client.get_trace_settings(MODEL)["trace_rate"], "700")
        session.client.update_trace_settings(MODEL, {"trace_rate": "3"})
        same(session.client.get_trace_settings(MODEL)["trace_rate"], "3")
        same(session.client.get_trace_settings()["trace_rate"], "700")
        session.client.update_trace_settings(MODEL, {"trace_rate": None})
        same(session.client.get_trace_settings(MODEL)["trace_rate"], "700")
    finally:
        session.client.update_trace_settings(MODEL, {"trace_rate": None})
        session.client.update_trace_settings(settings={"trace_rate": None})
    same(session.client.get_trace_settings(MODEL), before)


@checks.each("the trace setting {0}: {1!r} is 400, and nothing changes", [
    ("trace_rate", "often"), ("trace_rate", "-5"), ("trace_count", "x"), ("trace_level", ["EVERYTHING"]),
    ("trace_level", 5), ("trace_colour", "red"),
])
def _(session, name, value):
    before = session.client.get_trace_settings()
    raises(400, lambda: session.client.update_trace_settings(settings={name: value}), name)
    same(session.client.get_trace_settings(), before)


@checks("trace_file cannot be set over the network")
def _(session):
    raises((400, 403, 501), lambda: session.client.update_trace_settings(settings={"trace_file": "x"}), "trace_file")


@checks("get_trace_settings of an unknown model is 404")
def _(session):
    raises(404, lambda: session.client.get_trace_settings("clients.nobody"), "clients.nobody")


@checks("update_trace_settings of an unknown model is 404")
def _(session):
    raises(404, lambda: session.client.update_trace_settings("clients.nobody", {"trace_rate": "5"}), "clients.nobody")


@checks.each("{0} shared memory: the status is an empty list", ["system", "cuda"])
def _(session, kind):
    same(getattr(session.client, f"get_{kind}_shared_memory_status")(), [])


@checks.each("{0} is refused with a text", [
    ("register_system_shared_memory", ("region", "/key", 64)),
    ("register_cuda_shared_memory", ("region", "aGFuZGxl", 0, 64)),
    ("get_system_shared_memory_status", ("region",)),
    ("get_cuda_shared_memory_status", ("region",)),
])
def _(session, method, arguments):
    raises((400, 404, 501), lambda: getattr(session.client, method)(*arguments))


@checks.each("{0} of nothing is a success or refused with a text", [
    ("unregister_system_shared_memory", ()), ("unregister_cuda_shared_memory", ()),
    ("unregister_system_shared_memory by name", ("region",)), ("unregister_cuda_shared_memory by name", ("region",)),
])
def _(session, method, arguments):
    path = method.split()[0].replace("unregister_", "").replace("_shared_memory", "sharedmemory")
    path = f"/v2/{path}/" + (f"region/{arguments[0]}/" if arguments else "") + "unregister"
    if session.service.request("POST", path).status == 200:
        same(getattr(session.client, method.split()[0])(*arguments), None)
    else:
        raises((400, 404, 501), lambda: getattr(session.client, method.split()[0])(*arguments))


@checks("an input in shared memory is 400")
def _(session):
    made = triton.InferInput("input", [3, 4], "FP32").set_shared_memory("region", 48)
    raises(400, lambda: session.client.infer(MODEL, [made]), "shared")


@checks("an output in shared memory is 400")
def _(session):
    outputs = wanted("output")
    outputs[0].set_shared_memory("region", 36)
    raises(400, lambda: session.client.infer(MODEL, [tensor(FLOWERS)], outputs=outputs), "shared")
