"""The service as a program in another language meets it: stubs made from proto/ by grpcio-tools,
every RPC, the details of errors, reflection, health and the figures.

    python tests/python/service.py target/debug/mtflag
"""

import concurrent.futures
import importlib
import pathlib
import sys
import tempfile
import time
import urllib.request

import grpc
import grpc_tools
from google.protobuf import descriptor_pool
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from grpc_status import rpc_status
from grpc_tools import protoc
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from server import Server

PROTO = pathlib.Path(__file__).parents[2] / "proto"
SERVICE = "mtflag.v1.FlagService"
DAMAGED = "The talks ended.The envoy left."


def stubs():
    """The messages and the client of the contract, made anew."""
    folder = tempfile.mkdtemp()
    files = [str(file.relative_to(PROTO)) for file in (PROTO / "mtflag/v1").glob("*.proto")]
    known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    out = [f"-I{PROTO}", f"-I{known}", f"--python_out={folder}", f"--grpc_python_out={folder}"]
    assert protoc.main(["protoc", *out, *files]) == 0
    sys.path.insert(0, folder)
    names = ("flag_service_pb2", "flag_service_pb2_grpc")
    return [importlib.import_module(f"mtflag.v1.{name}") for name in names]


pb, pb_grpc = stubs()


def request(text=DAMAGED, **policy):
    return pb.CheckRequest(article=pb.Article(text=text), policy=pb.Policy(**policy))


def item(name, text=DAMAGED, **policy):
    return pb.CheckItem(id=name, request=request(text, **policy))


def test_check(service):
    answer = service.Check(request(), timeout=30)
    (flag,) = answer.flags
    assert flag.rule == "typography/missing-space", flag
    assert DAMAGED.encode()[flag.span.start : flag.span.end].decode() == flag.excerpt, flag
    assert answer.assessment.words == 5, answer
    assert answer.ruleset_version


def test_batch_check(service):
    items = [item("a"), item("b", select=["no/such-rule"]), item("c", "A short text.")]
    answer = service.BatchCheck(pb.BatchCheckRequest(items=items), timeout=30)
    assert [result.id for result in answer.results] == ["a", "b", "c"]
    first, second, third = answer.results
    assert len(first.response.flags) == 1
    assert second.error.code == grpc.StatusCode.INVALID_ARGUMENT.value[0]
    assert [violation.field for violation in second.error.field_violations]
    assert third.WhichOneof("outcome") == "response" and not third.response.flags


def test_stream_check(service):
    names = [str(number) for number in range(200)]
    items = (pb.StreamCheckRequest(item=item(name)) for name in names)
    answers = service.StreamCheck(items, timeout=60)
    assert [answer.result.id for answer in answers] == names


def test_list_rules(service):
    rules, token = [], ""
    while True:
        page = service.ListRules(pb.ListRulesRequest(page_size=7, page_token=token), timeout=30)
        assert len(page.rules) <= 7
        rules.extend(page.rules)
        token = page.next_page_token
        if not token:
            break
    assert len({rule.id for rule in rules}) == len(rules) > 50
    assert all(rule.summary and rule.explanation for rule in rules)


def test_get_server_info(service):
    info = service.GetServerInfo(pb.GetServerInfoRequest(), timeout=30)
    assert info.version and info.ruleset_version and "en" in info.languages
    assert 0 < info.limits.text_bytes < info.limits.message_bytes


def test_bad_fields_are_named(service):
    bad = request(select=["no/such-rule"], min_confidence=7)
    error = refusal(lambda: service.Check(bad, timeout=30))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT
    found = details(error)
    info, fields = found[error_details_pb2.ErrorInfo], found[error_details_pb2.BadRequest]
    assert (info.domain, info.reason) == ("mtflag", "INVALID")
    named = {violation.field for violation in fields.field_violations}
    assert {name.split("[")[0] for name in named} == {"policy.select", "policy.min_confidence"}


def test_deadlines_are_kept(service):
    began = time.monotonic()
    long = request("The envoy left the capital. " * 30_000)
    error = refusal(lambda: service.Check(long, timeout=0.02))
    assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error
    assert time.monotonic() - began < 5


def test_reflection(channel):
    known = ProtoReflectionDescriptorDatabase(channel)
    assert SERVICE in known.get_services()
    method = descriptor_pool.DescriptorPool(known).FindServiceByName(SERVICE).methods_by_name
    assert set(method) == {"Check", "BatchCheck", "StreamCheck", "ListRules", "GetServerInfo"}
    assert method["Check"].input_type.full_name == "mtflag.v1.CheckRequest"


def test_health(channel):
    health = health_pb2_grpc.HealthStub(channel)
    serving = health_pb2.HealthCheckResponse.SERVING
    for name in ("", SERVICE):
        asked = health_pb2.HealthCheckRequest(service=name)
        assert health.Check(asked, timeout=30).status == serving
        watch = health.Watch(asked, timeout=30)
        assert next(watch).status == serving
        watch.cancel()
    unknown = health_pb2.HealthCheckRequest(service="nobody")
    error = refusal(lambda: health.Check(unknown, timeout=30))
    assert error.code() == grpc.StatusCode.NOT_FOUND


def test_trace_and_request_id(server, service):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    sent = (("traceparent", f"00-{trace}-00f067aa0ba902b7-01"), ("x-request-id", "py-17"))
    _, call = service.Check.with_call(request(), metadata=sent, timeout=30)
    assert ("x-request-id", "py-17") in call.initial_metadata()
    wait_until(lambda: any(line.get("span", {}).get("trace_id") == trace for line in server.log))
    (line,) = [line for line in server.log if line.get("span", {}).get("trace_id") == trace]
    assert line["span"]["request_id"] == "py-17"
    assert line["fields"]["code"] == "Ok"
    assert not any("envoy left" in str(line) for line in server.log), "text in a log line"


def test_figures(server):
    """After the other tests: what they did must show."""
    kind, families = scrape(server)
    assert kind.startswith("application/openmetrics-text")

    def value(sample_name, **labels):
        family = next(f for f in families if any(s.name == sample_name for s in f.samples))
        matching = (s for s in family.samples if s.name == sample_name)
        return sum(s.value for s in matching if labels.items() <= s.labels.items())

    duration = "rpc_server_call_duration_seconds"
    check = {"rpc_method": f"{SERVICE}/Check"}
    assert value(f"{duration}_count", **check, rpc_response_status_code="OK") >= 2
    assert value(f"{duration}_count", **check, rpc_response_status_code="INVALID_ARGUMENT") == 1
    assert value("mtflag_refused_total", reason="INVALID") == 2
    assert value("mtflag_flags_total", rule="typography/missing-space", severity="minor") >= 200
    assert value("mtflag_articles_total") >= 200
    assert value("mtflag_rule_seconds_total") > 0 and value("mtflag_timed_articles_total") >= 10
    assert value("mtflag_build_info") == 1
    wait_until(lambda: in_flight(server) == 0)


def test_saturation_says_when_to_come_again(binary):
    limits = ["--max-text-bytes", "200000", "--max-message-bytes", "300000"]
    pool = ["--pool-bytes", "300000", "--workers", "1"]
    with Server(binary, *limits, *pool) as server, connect(server) as channel:
        service = pb_grpc.FlagServiceStub(channel)
        wait_until_serving(channel)
        large = request("The envoy left the capital. " * 7_000)
        with concurrent.futures.ThreadPoolExecutor(64) as threads:
            calls = [threads.submit(service.Check, large, timeout=60) for _ in range(64)]
            errors = [error for call in calls if (error := call.exception())]
        assert errors and len(errors) < len(calls), f"{len(errors)} of {len(calls)} refused"
        for error in errors:
            assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error
            found = details(error)
            assert found[error_details_pb2.ErrorInfo].reason == "SATURATED"
            delay = found[error_details_pb2.RetryInfo].retry_delay
            assert delay.seconds or delay.nanos
        wait_until(lambda: in_flight(server) == 0)


def connect(server):
    return grpc.insecure_channel(server.address)


def wait_until_serving(channel):
    health = health_pb2_grpc.HealthStub(channel)
    asked, serving = health_pb2.HealthCheckRequest(), health_pb2.HealthCheckResponse.SERVING
    wait_until(lambda: health.Check(asked, timeout=30, wait_for_ready=True).status == serving)


def refusal(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("was not refused")


def details(error):
    """The details of an error by their types."""
    found = {}
    for packed in rpc_status.from_call(error).details:
        for kind in ("ErrorInfo", "BadRequest", "RetryInfo"):
            message = getattr(error_details_pb2, kind)()
            if packed.Unpack(message):
                found[type(message)] = message
    return found


def scrape(server):
    asked = urllib.request.Request(f"http://{server.metrics}/metrics")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        text = answer.read().decode()
        return answer.headers["content-type"], list(text_string_to_metric_families(text))


def in_flight(server):
    (family,) = [f for f in scrape(server)[1] if f.name == "mtflag_in_flight_bytes"]
    return family.samples[0].value


def wait_until(true):
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited 30 s in vain")


def main(binary):
    with Server(binary) as server, connect(server) as channel:
        wait_until_serving(channel)
        given = {
            "server": server,
            "channel": channel,
            "service": pb_grpc.FlagServiceStub(channel),
            "binary": binary,
        }
        for name, test in list(globals().items()):
            if name.startswith("test_"):
                wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
                test(*(given[name] for name in wanted))
                print(f"ok  {name.removeprefix('test_').replace('_', ' ')}")


if __name__ == "__main__":
    main(sys.argv[1])
