"""All of a scenario over plain HTTP: results, data dictionary, archive."""

import io
import zipfile

import pytest
from starlette.testclient import TestClient

from analysis import dictionary, scenario
from analysis.language import speaking
from analysis.take_away import results_body, results_table

ROOT = "/api/v1"
FILES = {
    "results.csv": "text/csv; charset=utf-8",
    "results.json": "application/json",
    "all.zip": "application/zip",
}
DICTIONARY = ("dictionary.csv", "dictionary.json")


@pytest.mark.parametrize("path", FILES)
def test_a_file_has_its_type_and_tag(server: TestClient, path: str) -> None:
    first = server.get(f"{ROOT}/{path}?invalid=20")
    assert first.status_code == 200
    assert first.headers["content-type"] == FILES[path]
    assert first.headers["access-control-allow-origin"] == "*"
    known = {"If-None-Match": first.headers["etag"]}
    assert server.get(f"{ROOT}/{path}?invalid=20", headers=known).status_code == 304
    assert server.get(f"{ROOT}/{path}?invalid=21", headers=known).status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_bad_input_is_named(server: TestClient, path: str) -> None:
    response = server.get(f"{ROOT}/{path}?raw=many")
    assert response.status_code == 422
    assert response.json()["problems"][0]["field"] == "raw"


@pytest.mark.parametrize("string", ["", "as_of=outcome", "model=2026-11&invalid=8"])
def test_they_are_the_package_s_own(server: TestClient, string: str) -> None:
    reading = scenario.read(string)
    assert server.get(f"{ROOT}/results.csv?{string}").text == results_table(reading).csv()
    assert server.get(f"{ROOT}/results.json?{string}").json() == results_body(reading)


def test_the_address_decides_the_language(server: TestClient) -> None:
    with speaking("es"):
        results = results_table(scenario.read("")).csv()
        told = dictionary.table().csv()
    assert server.get(f"{ROOT}/results.csv?lang=es").text == results
    assert server.get(f"{ROOT}/dictionary.csv?lang=es").text == told
    assert server.get(f"{ROOT}/dictionary.csv").text == dictionary.table().csv()


def test_the_dictionary_needs_no_scenario(server: TestClient) -> None:
    for path in DICTIONARY:
        assert server.get(f"{ROOT}/{path}").status_code == 200
    files = server.get(f"{ROOT}/dictionary.json").json()["files"]
    assert files == dictionary.body()
    assert files["results"]["odds.on_ballot"]["unit"] == "probability, 0 to 1"


def test_the_archive_leads_back_here(server: TestClient) -> None:
    response = server.get(f"{ROOT}/all.zip?invalid=20")
    assert response.headers["content-disposition"] == 'attachment; filename="recall-odds.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        note = packed.read("README.txt").decode()
    assert f"http://localhost/{scenario.full_link(scenario.read('invalid=20'))}" in note


def test_a_host_that_no_setting_allows_gets_no_address_made_from_it(server: TestClient) -> None:
    response = server.get(f"{ROOT}/all.zip", headers={"Host": "unknown.example"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert b"unknown.example" not in packed.read("README.txt")
    assert response.headers["cache-control"] == "no-cache"
