"""Reads everything in docker/ as its readers would: Kubernetes, Compose, Envoy and Dockerfiles by
their schemas, the dashboard by what a running server really exports.

    python tests/python/deployment.py target/debug/mtflag
"""

import importlib
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

import jsonschema
import kubernetes_validate
import yaml
from google.protobuf import descriptor_pb2
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from server import Server

DOCKER = pathlib.Path(__file__).parents[2] / "docker"
SERVICE = "mtflag.v1.FlagService"
GRPC, METRICS = 50051, 9464
KUBERNETES = "1.33"


def load(name):
    return yaml.safe_load((DOCKER / name).read_text())


def test_dockerfile():
    hadolint = pathlib.Path(sys.executable).with_name("hadolint")
    subprocess.run([hadolint, DOCKER / "Dockerfile"], check=True)
    text = (DOCKER / "Dockerfile").read_text()
    stages = re.findall(r"^FROM .* AS (\w+)$", text, re.M)
    assert stages == ["build", "gateway", "service"], stages
    final = text[text.index("AS service") :]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.M)
    assert re.search(r'^HEALTHCHECK .*\\\n +CMD \["/usr/local/bin/mtflag", "probe"\]$', final, re.M)
    kept = (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M):
        for name in source.split():
            assert name == "." or f"!{name}" in kept or name.startswith("LICENSE-"), name


def test_compose():
    compose = load("compose.yaml")
    # Younger than the schema.
    assert compose.pop("name") == "mtflag"
    # The schema that Docker published with its last Compose in Python. Of that, nothing else runs
    # here: it is older than what it depends on.
    folder = importlib.util.find_spec("compose").submodule_search_locations[0]
    schema = pathlib.Path(folder) / "config/compose_spec.json"
    jsonschema.validate(compose, json.loads(schema.read_text()))
    services = compose["services"]
    assert set(services) == {"mtflag", "envoy", "prometheus", "grafana"}
    assert services["mtflag"]["deploy"]["replicas"] == 2 and services["mtflag"]["read_only"]
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert not re.search(r":latest$|^[^:]+$", service["image"]) or "build" in service, name
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            known = (DOCKER / source).exists() if source.startswith(".") else source in compose["volumes"]
            assert known, mount


def test_kubernetes():
    folder = DOCKER / "kubernetes"
    listed = load("kubernetes/kustomization.yaml")["resources"]
    files = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(listed) == files, "kustomization.yaml lists other files than there are"
    objects = {}
    for name in listed:
        for resource in yaml.safe_load_all((folder / name).read_text()):
            kubernetes_validate.validate(resource, KUBERNETES, strict=True)
            objects[resource["kind"]] = resource
    pods = objects["Deployment"]["spec"]["template"]
    labels = pods["metadata"]["labels"].items()
    for kind in ("Service", "PodDisruptionBudget", "NetworkPolicy"):
        spec = objects[kind]["spec"]
        selector = spec.get("podSelector") or spec["selector"]
        assert selector.get("matchLabels", selector).items() <= labels, kind
    assert objects["Service"]["spec"]["clusterIP"] == "None"
    (container,) = pods["spec"]["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert ports == {"grpc": GRPC, "metrics": METRICS}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["grpc"]["port"] == GRPC
    assert container["readinessProbe"]["grpc"]["service"] == SERVICE
    target = objects["HorizontalPodAutoscaler"]["spec"]
    assert target["scaleTargetRef"]["name"] == objects["Deployment"]["metadata"]["name"]
    return {metric["pods"]["metric"]["name"] for metric in target["metrics"]}


def test_envoy(binary):
    text = (DOCKER / "envoy.yaml").read_text()
    # The types of an `Any` are known once their module is loaded. Unknown fields are errors.
    for package in set(re.findall(r"type\.googleapis\.com/([\w.]+)\.\w+$", text, re.M)):
        importlib.import_module(f"envoy_data_plane.{package}")
    bootstrap = importlib.import_module("envoy_data_plane.envoy.config.bootstrap.v3").Bootstrap
    bootstrap.from_dict(yaml.safe_load(text))
    (cluster,) = load("envoy.yaml")["static_resources"]["clusters"]
    (endpoint,) = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
    address = endpoint["endpoint"]["address"]["socket_address"]
    assert address == {"address": "mtflag", "port_value": GRPC}
    # The transcoder needs the whole of the contract, what it imports included.
    printed = subprocess.run([binary, "generate", "descriptor"], check=True, capture_output=True)
    files = descriptor_pb2.FileDescriptorSet.FromString(printed.stdout).file
    names = {file.name for file in files}
    assert all(needed in names for file in files for needed in file.dependency)
    services = {f"{file.package}.{service.name}" for file in files for service in file.service}
    assert services == {SERVICE}


def test_prometheus_and_dashboard(binary, autoscaled):
    for job in load("prometheus.yaml")["scrape_configs"]:
        (found,) = job["dns_sd_configs"]
        assert (found["names"], found["port"]) == (["mtflag"], METRICS)
    dashboard = json.loads((DOCKER / "grafana/dashboards/mtflag.json").read_text())
    panels = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
    source = load("grafana/provisioning/datasources/prometheus.yaml")["datasources"][0]
    current = dashboard["templating"]["list"][0]["current"]["value"]
    assert current == source["uid"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    asked = {name for query in queries for name in re.findall(r"\b(?:mtflag|rpc)_\w+(?=\{)", query)}
    assert len(asked) >= 10, asked
    exported = samples(binary)
    for name in asked | autoscaled:
        assert name in exported, f"no server exports {name}"
    for query in queries:
        for name, labels in re.findall(r"\b((?:mtflag|rpc)_\w+)\{([^}]*)\}", query):
            for label in re.findall(r"(\w+)(?:=|!=|=~)\"", labels):
                assert label in exported[name] | {"instance"}, f"{name} has no label {label}"


def samples(binary):
    """The names of all samples and their labels, of a server that has refused and found a thing."""
    with Server(binary) as server:
        url = f"http://{server.address}"
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as batch:
            for record in ({"text": "The talks ended.The envoy left."}, {"text": "x" * (2 << 20)}):
                print(json.dumps(record), file=batch, flush=True)
            arguments = ["score", batch.name, "--endpoint", url, "--max-errors", "1"]
            # One article in sixteen is timed.
            for _ in range(17):
                subprocess.run([binary, *arguments], capture_output=True, check=False)
        with urllib.request.urlopen(f"http://{server.metrics}/metrics", timeout=30) as answer:
            families = list(text_string_to_metric_families(answer.read().decode()))
    found = {}
    for family in families:
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def main(binary):
    test_dockerfile()
    test_compose()
    autoscaled = test_kubernetes()
    test_envoy(binary)
    test_prometheus_and_dashboard(binary, autoscaled)
    print("docker/ is sound")


if __name__ == "__main__":
    main(sys.argv[1])
