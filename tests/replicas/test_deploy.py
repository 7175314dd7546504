"""What deploy/ holds is what the server needs, as far as can be told without an engine."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.replicas import START_TIMEOUT_S, free_ports, is_ready, nginx
from tests.replicas.conftest import until
from web import admission, health, metrics
from web.places import SESSIONS_A_CORE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROXY = (DEPLOY / "nginx/nginx.conf").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"


def manifest(name: str) -> dict[str, Any]:
    text = (DEPLOY / "kubernetes" / f"{name}.yaml").read_text(encoding="utf-8")
    [found] = yaml.safe_load_all(text)
    assert isinstance(found, dict)
    return found


def container() -> dict[str, Any]:
    [found] = manifest("deployment")["spec"]["template"]["spec"]["containers"]
    assert isinstance(found, dict)
    return found


def test_nginx_takes_the_file_as_it_stands(tmp_path: Path) -> None:
    done = subprocess.run(
        [nginx(), "-t", "-p", str(tmp_path), "-c", str(DEPLOY / "nginx/nginx.conf")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_proxy_hands_on_the_socket_and_keeps_metrics_and_readers_to_itself() -> None:
    assert f"location = {admission.SOCKET} {{" in PROXY
    for line in (
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Host $http_host;",
        "proxy_next_upstream error timeout http_502 http_503;",
        f"location = {metrics.METRICS} {{ return 404; }}",
        f"location = {metrics.STREAMLITS} {{ return 404; }}",
        "access_log off;",
    ):
        assert line in PROXY


def test_each_of_the_proxys_settings_has_its_replicas(tmp_path: Path) -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    proxy = services["proxy"]["networks"]["inside"]["ipv4_address"]
    replicas = {name: one for name, one in services.items() if name != "proxy"}
    assert len(replicas) == 2
    named = (DEPLOY / "nginx/replicas.conf").read_text(encoding="utf-8")
    for replica in replicas.values():
        address = replica["networks"]["inside"]["ipv4_address"]
        assert f"server {address}:8501 max_fails=1 " in named
        settings = replica["environment"]
        assert settings["FORWARDED_ALLOW_IPS"] == proxy
        assert settings[SECRET].startswith("${COOKIE_SECRET:?"), "it does not start without one"
        assert settings["RECALL_ODDS_WORKERS"] == "1"
        assert replica["read_only"]
        assert replica["cap_drop"] == ["ALL"]
    # Two that build one image side by side are in each other's way.
    assert [name for name, one in replicas.items() if "build" in one] == ["replica-1"]
    assert {one["image"] for one in replicas.values()} == {"recall-odds"}
    asked = services["proxy"]["depends_on"]
    assert {name: one["condition"] for name, one in asked.items()} == dict.fromkeys(
        replicas, "service_healthy"
    )
    assert services["proxy"]["volumes"] == ["./nginx:/etc/recall-odds:ro"]
    assert "listen 8080;" in (DEPLOY / "nginx/listen.conf").read_text(encoding="utf-8")


def test_the_container_is_nobodys_pinned_and_asks_whether_it_is_ready() -> None:
    lines = CONTAINER.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("FROM ")] == [
        "python:3.12-slim"
    ] * 2
    assert "USER 10001" in lines
    assert f'{{os.environ[\\"PORT\\"]}}{health.READY}' in CONTAINER
    assert "STOPSIGNAL SIGTERM" in lines
    assert "RECALL_ODDS_WORKERS=1" in CONTAINER
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all("==" in pin for pin in pins if pin and not pin.startswith("#"))


def copied() -> list[str]:
    """What the image holds of the project."""
    found = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    return [name for line in found for name in line.split()]


def test_what_the_image_holds_is_enough_to_serve(tmp_path: Path) -> None:
    """As in the image: nobody's rights to write there, nothing else of the project."""
    [port] = free_ports(1)
    allowed = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for name in copied():
        kept = "!.streamlit/config.toml" if name == ".streamlit" else f"!{name}"
        assert kept in allowed, f"{name} is not sent to the engine"
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    variables = {name: os.environ[name] for name in ("PATH",)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=tmp_path, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=variables | {"PORT": str(port), "HOME": "/tmp", "RECALL_ODDS_WORKERS": "1",
                         "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"},
    )  # fmt: skip
    try:
        until(lambda: is_ready(port) or process.poll() is not None, seconds=START_TIMEOUT_S)
    finally:
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 0, printed
    assert f"http://localhost:{port}" in printed
    assert "Traceback" not in printed


def test_pods_are_asked_where_the_server_answers() -> None:
    one = container()
    assert one["readinessProbe"]["httpGet"] == {"path": health.READY, "port": "http"}
    assert one["startupProbe"]["httpGet"] == {"path": health.READY, "port": "http"}
    assert one["livenessProbe"]["httpGet"] == {"path": health.LIVE, "port": "http"}
    assert one["ports"] == [{"name": "http", "containerPort": 8501}]
    pod = manifest("deployment")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert f"USER {pod['securityContext']['runAsUser']}" in CONTAINER
    assert one["securityContext"]["readOnlyRootFilesystem"]
    assert SECRET in {variable["name"] for variable in one["env"]}


def test_a_pod_that_ends_has_time_to() -> None:
    pod = manifest("deployment")["spec"]["template"]["spec"]
    pause = int(container()["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] >= pause + 10
    rolling = manifest("deployment")["spec"]["strategy"]["rollingUpdate"]
    assert rolling["maxUnavailable"] == 0


def test_service_ingress_and_autoscaler_mean_the_same_pods() -> None:
    labels = manifest("deployment")["spec"]["template"]["metadata"]["labels"]
    assert manifest("deployment")["spec"]["selector"]["matchLabels"] == labels
    assert manifest("service")["spec"]["selector"] == labels
    assert manifest("disruption")["spec"]["selector"]["matchLabels"] == labels
    [rule] = manifest("ingress")["spec"]["rules"]
    [path] = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] == manifest("service")["metadata"]["name"]
    assert manifest("autoscaler")["spec"]["scaleTargetRef"]["name"] == "recall-odds"
    known = manifest("kustomization")["resources"]
    files = {file.name for file in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert {*known, "kustomization.yaml"} == files


def test_the_autoscaler_counts_sessions_and_leaves_room() -> None:
    [metric] = manifest("autoscaler")["spec"]["metrics"]
    assert metric["pods"]["metric"]["name"] == "recall_odds_live_sessions"
    assert int(metric["pods"]["target"]["averageValue"]) <= 0.75 * SESSIONS_A_CORE
    assert manifest("autoscaler")["spec"]["minReplicas"] >= 2


def test_the_ingress_keeps_a_reader_where_she_is_and_her_socket_open() -> None:
    notes = manifest("ingress")["metadata"]["annotations"]
    start = "nginx.ingress.kubernetes.io/"
    assert notes[f"{start}affinity"] == "cookie"
    assert int(notes[f"{start}proxy-read-timeout"]) >= 3600
    assert "http_503" in notes[f"{start}proxy-next-upstream"]


@pytest.mark.parametrize("file", sorted(DEPLOY.rglob("*.*")), ids=lambda file: file.name)
def test_no_file_names_a_registry(file: Path) -> None:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    assert not re.search(r"docker\.io|gcr\.io|ghcr\.io|quay\.io|registry\.", text)


def test_the_guide_names_files_and_commands_that_exist() -> None:
    text = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    named = set(re.findall(r"deploy/[\w./-]+\w", text))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"`make (\w+)`", text)) <= set(targets)
