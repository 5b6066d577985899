"""Statistics: which counters there are, and what moves them."""
import networks
from harness import holds, same
from networks import FLOWERS
from .session import MODEL, NAMED, WIDE, checks, raises, tensor

DURATIONS = ("success", "fail", "queue", "compute_input", "compute_infer", "compute_output", "cache_hit", "cache_miss")


def read(session, model=MODEL):
    found = session.client.get_inference_statistics(model)["model_stats"]
    same(len(found), 1, "the number of models")
    return found[0]


@checks("the statistics of a model name it and its version")
def _(session):
    found = read(session)
    same((found["name"], found["version"]), (MODEL, "1"))


@checks.each("the duration {0} has a count and nanoseconds", DURATIONS)
def _(session, name):
    found = read(session)["inference_stats"][name]
    holds(type(found["count"]) is int and type(found["ns"]) is int, f"two integers: {found}")
    holds(found["count"] >= 0 and found["ns"] >= 0, f"not negative: {found}")


@checks("there are exactly eight durations")
def _(session):
    same(sorted(read(session)["inference_stats"]), sorted(DURATIONS))


@checks("a request counts as one success, its rows as inferences")
def _(session):
    before = read(session)
    session.infer()
    session.infer(FLOWERS[:1])
    after = read(session)
    same(after["inference_count"] - before["inference_count"], 4)
    moved = after["inference_stats"]["success"]["count"] - before["inference_stats"]["success"]["count"]
    same(moved, 2)
    executions = after["execution_count"] - before["execution_count"]
    holds(1 <= executions <= 2, f"there should be one or two executions, found {executions}")


@checks.each("{0} counts each request once and takes time", ["queue", "compute_input", "compute_infer", "compute_output"])
def _(session, name):
    before = read(session, WIDE)["inference_stats"][name]
    for _ in range(3):
        session.infer(networks.rows(500, 64), model=WIDE)
    after = read(session, WIDE)["inference_stats"][name]
    same(after["count"] - before["count"], 3)
    holds(after["ns"] >= before["ns"] + (1 if name == "compute_infer" else 0), f"from {before} to {after}")


@checks("the time of a success is at least that of its parts")
def _(session):
    session.infer()
    found = read(session)["inference_stats"]
    parts = sum(found[name]["ns"] for name in ("queue", "compute_input", "compute_infer", "compute_output"))
    holds(found["success"]["ns"] >= parts * 0.5, f"{found['success']['ns']} ns in all, {parts} ns in parts")


@checks("a request that never reaches the model is no success")
def _(session):
    before = read(session)
    raises(400, lambda: session.client.infer(MODEL, [tensor(FLOWERS, name="wrong")]))
    after = read(session)
    same(after["inference_stats"]["success"], before["inference_stats"]["success"])
    same(after["inference_count"], before["inference_count"])


@checks("last_inference is milliseconds since 1970 and goes forward")
def _(session):
    before = read(session)["last_inference"]
    session.infer()
    after = read(session)["last_inference"]
    holds(type(after) is int and after >= before and after > 1_600_000_000_000, f"from {before} to {after}")


@checks("a model that was never asked has zeros")
def _(session):
    name = "clients.idle"
    session.service.put_model(name, {"layer_sizes": [2, 1]})
    found = read(session, name)
    same((found["inference_count"], found["execution_count"], found["inference_stats"]["success"]["count"]), (0, 0, 0))
    session.service.request("DELETE", f"/v1/models/{name}")


@checks("batch_stats is a list, each entry with three durations")
def _(session):
    session.infer()
    for one in read(session)["batch_stats"]:
        holds(type(one["batch_size"]) is int and one["batch_size"] > 0, f"a size: {one}")
        same(all("count" in one[name] and "ns" in one[name]
                 for name in ("compute_input", "compute_infer", "compute_output")), True)


@checks("the statistics of all models list every model")
def _(session):
    names = [one["name"] for one in session.client.get_inference_statistics()["model_stats"]]
    holds({MODEL, WIDE, NAMED} <= set(names), f"found {names}")
    same(len(names), len(set(names)), "the number of different names")


@checks("the statistics take a version")
def _(session):
    found = session.client.get_inference_statistics(MODEL, "1")["model_stats"]
    same([one["name"] for one in found], [MODEL])


@checks("the statistics of an unknown model are 404")
def _(session):
    raises(404, lambda: session.client.get_inference_statistics("clients.nobody"), "clients.nobody")


@checks("the statistics of an unknown version are 404")
def _(session):
    raises(404, lambda: session.client.get_inference_statistics(MODEL, "99"), "99")
