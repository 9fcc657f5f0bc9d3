"""What a path is, by the conventions of its ecosystem."""

# ruff: noqa: E501 - a table of paths

from __future__ import annotations

import pytest

from sinfonia.rules.code import paths
from sinfonia.rules.code.generated import has_header
from sinfonia.rules.code.matching import imports, manifest_folders, module, named_for, package, same_package, subject
from sinfonia.rules.code.suggestion import suggest

KINDS = {
    paths.SOURCE: """src/latest.py src/contest.py src/Contest.java src/Testimonial.java src/AUDIT.java app/docs/service.py
        pkg/conf.py src/testing/client.py migrations/runner.py lib/spec.py openapi/spec/model.py cmd/main.go manage.py
        src/attest.ts src/protest.rs bin/deploy.sh a.ipynb src/fixtures.py src/vendor.py src/generated.py src/IT.java
        app/tests.d/x.py scripts/one.py src/nox.py""",
    paths.TEST: """tests/test_a.py src/pkg/test_a.py a_test.py conftest.py tests/helpers.py app/tests.py src/a.test.ts
        src/a.spec.tsx src/__tests__/a.ts a_test.go tests/it.rs src/tests.rs src/test/java/p/ATest.java p/TestLogin.java
        p/LoginIT.java spec/a_spec.rb spec/support/x.rb test/x.bats tests/ATest.php Foo.Tests/A.cs A/FooTests.cs
        MyAppTests/A.swift test/a_test.exs test/a_test.dart tests/testthat/test-a.R t/a.t p/ASpec.scala src/a_unittest.cc
        cypress/a.cy.ts e2e/login.ts features/a.feature
        testing/util.py testing/logging/test_fixture.py""",
    paths.TEST_DATA: """tests/data/x.json tests/fixtures/a.py src/__snapshots__/a.snap pkg/testdata/a.go tests/a.json
        tests/__snapshots__/a.ambr spec/fixtures/a.yml""",
    paths.GENERATED: """gradlew mvnw configure ltmain.sh a_pb.js a_grpc_pb.ts a.mocks.dart a.gr.dart Form.g.i.cs
        parser.tab.c src/x_pb2.py a.pb.go src/generated/a.ts a.min.js lib/a.g.dart zz_generated.deepcopy.go A.Designer.cs""",
    paths.VENDORED: "vendor/a.go node_modules/a/b.js src/third_party/a.c pkg/_vendor/x.py vendor/a_test.go lib/ThirdParty/a.cs",
    paths.MIGRATION: """app/migrations/0002_x.py db/migrate/20200101_x.rb migrations/versions/ab12_x.py
        database/migrations/2014_10_12_x.php src/migration/1612345-Name.ts Migrations/20200101_Name.cs
        Migrations/AppContextModelSnapshot.cs src/main/java/db/migration/V1__Name.java
        priv/repo/migrations/20200101_x.exs""",
    paths.CONFIGURATION: "vite.config.ts noxfile.py nox.py conf.py tasks.py .github/scripts/a.py .eslintrc.js webpack.prod.js esbuild.mjs knexfile.js packages/a/.storybook/main.ts",
    paths.DOCUMENTATION: "docs/conf.py docs/a.js packages/a/docs/x.ts",
    paths.PACKAGING: "setup.py build.rs conanfile.py mix.exs Package.swift",
    paths.EXAMPLE: "examples/a.py benchmarks/b.py crates/a/benches/b.rs src/Button.stories.tsx src/a.bench.ts",
    paths.TYPES: "src/a.pyi src/a.d.ts",
    paths.DATA: "package-lock.json README.md tests/README.md tests/requirements.txt pyproject.toml .py Makefile",
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, row in KINDS.items() for path in row.split()])
def test_a_path_is_of_its_kind(kind, path):
    assert paths.kind(path) == kind


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("src/login.py", "tests/test_login.py"),
        ("src/pkg/__init__.py", "tests/test_pkg.py"),
        ("packages/p/src/a.py", "packages/p/tests/test_a.py"),
        ("backend/src/a.py", "backend/tests/test_a.py"),
        ("cmd/a.go", "cmd/a_test.go"),
        ("src/a.tsx", "src/a.test.tsx"),
        ("src/main/java/p/A.java", "src/test/java/p/ATest.java"),
        ("lib/a.rb", "spec/a_spec.rb"),
        ("src/a.rs", "tests/a.rs"),
        ("bin/deploy", "test/deploy.bats"),
        ("src/A.cs", "tests/ATests.cs"),
        ("Sources/App/Login.swift", "Tests/LoginTests.swift"),
    ],
)
def test_the_help_names_a_test_that_the_ecosystem_would_find(source, test):
    assert suggest(source) == test
    assert paths.kind(test) == paths.TEST


def test_the_help_follows_the_habit_of_the_other_changes():
    assert suggest("src/a.ts", ["src/b.spec.ts"]) == "src/a.spec.ts"
    assert suggest("src/a.ts", ["src/__tests__/b.ts"]) == "src/__tests__/a.test.ts"


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("tests/test_a_b.py", "ab"),
        ("src/aB.test.ts", "ab"),
        ("p/ABTest.java", "ab"),
        ("spec/a_b_spec.rb", "ab"),
        ("t/ab.t", "ab"),
    ],
)
def test_a_test_is_about_its_name(path, about):
    assert subject(path) == about


def test_a_name_that_only_begins_alike_is_no_match_when_it_is_short():
    assert not named_for("tests/test_abc.py", "src/a.py")
    assert named_for("tests/test_login_flow.py", "src/login.py")
    assert named_for("tests/test_pkg.py", "src/pkg/__init__.py")


def test_an_import_must_name_the_module_as_a_word():
    assert not imports(b"from pkg.login_form import x\n", "src/pkg/login.py")
    assert not imports(b"login = 1\n", "src/pkg/login.py")
    assert imports(b"from pkg.login import x\n", "src/pkg/login.py")
    assert imports(b"const x = require('../login')\n", "src/login.js")
    assert module("src/pkg/__init__.py") == "pkg"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("packages/p/src/a.ts", "packages/p"),
        ("packages/p/a.ts", "packages/p"),
        ("src/pkg/a.py", ""),
        ("a.go", ""),
        ("m/src/main/java/A.java", "m"),
    ],
)
def test_a_package_is_a_workspace_member_or_what_has_the_source_root(path, home):
    assert package(path) == home


# Files by which tools of an ecosystem know a package.
MANIFESTS = (
    "BUILD.bazel", "CMakeLists.txt", "Cargo.toml", "DESCRIPTION", "Gemfile", "Package.swift", "Project.toml",
    "build.gradle", "build.gradle.kts", "build.sbt", "composer.json", "deno.json", "deno.jsonc", "deps.edn", "go.mod",
    "jsr.json", "meson.build", "mix.exs", "package.json", "pom.xml", "project.clj", "project.json", "pubspec.yaml",
    "pyproject.toml", "rebar.config", "setup.cfg", "setup.py",
)  # fmt: skip


@pytest.mark.parametrize("name", MANIFESTS)
def test_each_manifest_makes_its_folder_a_package(name):
    assert package("a/b/c/x.py", manifest_folders([f"a/b/{name}"])) == "a/b"
    assert package("a/b/c/x.py", manifest_folders([f"a/b/{name}.orig"])) == "a/b/c"


def test_a_manifest_among_the_changes_decides():
    manifests = frozenset({"tools/x"})
    assert package("tools/x/src/a.py", manifests) == "tools/x"
    assert not same_package("tools/x/tests/test_a.py", "src/a.py", manifests)
    assert same_package("tests/test_a.py", "tools/x/src/a.py", manifests)


@pytest.mark.parametrize(
    ("header", "generated"),
    [
        ("// Code generated by protoc-gen-go. DO NOT EDIT.", True),
        ("// Code generated by MockGen. DO NOT EDIT.", True),
        ("/* @generated */", True),
        ("// <auto-generated />", True),
        ("# Generated by the protocol buffer compiler.  DO NOT EDIT!", True),
        (" * NOTE: This class is auto generated by OpenAPI Generator. Do not edit the class manually.", True),
        ("/* automatically generated by rust-bindgen 0.69.4 */", True),
        ("// Generated from Grammar.g4 by ANTLR 4.13.1", True),
        ("# This file is auto-generated. Edit it by the generator instead of editing this file.", True),
        ("# Generates reports for the generated pages", False),
        ('text = "Code generated by x. DO NOT EDIT."', False),
        ("// do not edit the table below", False),
        ("// the generated table is sorted", False),
    ],
)
def test_a_header_says_that_a_generator_wrote_the_file(header, generated):
    assert has_header(f"{header}\ncode\n".encode()) is generated


def test_a_manifest_in_the_tree_decides_where_none_changes():
    tree = {"tools/x/package.json": b"{}", "tools/x/src/package.json": b"{}", "docs/go.mod": b""}
    manifests = manifest_folders(["lib/y/y.csproj", "lib/y/tests/CMakeLists.txt"], lambda path: tree.get(path, b""))
    assert package("tools/x/src/deep/a.ts", manifests) == "tools/x"
    assert package("lib/y/tests/ATests.cs", manifests) == "lib/y"
    assert package("other/z/src/a.ts", manifests) == "other/z"
    assert not same_package("lib/y/tests/ATests.cs", "tools/x/src/a.ts", manifests)


@pytest.mark.parametrize("folder", ["packages/p", "apps/p", "services/p", "crates/p", "libs/p"])
def test_a_test_of_a_sister_is_of_another_package(folder):
    sister = folder.replace("/p", "/q")
    assert same_package(f"{folder}/test/a_test.go", f"{folder}/cmd/a.go")
    assert not same_package(f"{sister}/test/a_test.go", f"{folder}/cmd/a.go")
