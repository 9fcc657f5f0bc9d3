"""Changes of tests and settings, and what ENF-014 finds in each: (title, before, after, strictness, kinds)."""

# ruff: noqa: E501 - whole files on one line

from __future__ import annotations

JS = 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
GO = 'package a\n\nfunc TestLogin(t *testing.T) {\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tassert.Equal(t, got, 1)\n}\n\nfunc TestOther(t *testing.T) {\n\trequire.True(t, other())\n}\n'
RUST = "fn add(a: i32) -> i32 { a + 1 }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn adds() {\n        assert_eq!(add(1), 2);\n        assert!(add(2) > 1);\n    }\n    #[test]\n    fn more() {\n        assert_eq!(add(5), 6);\n    }\n}\n"
JAVA = 'class LoginTest {\n  @Test\n  void logsIn() {\n    var r = login("x");\n    assertEquals(1, r.code());\n    assertThat(r.body()).isEmpty();\n  }\n\n  @Test\n  public void logsOut() {\n    assertTrue(logout());\n  }\n}\n'
KOTLIN = "class LoginTest {\n    @Test\n    fun `logs in`() {\n        assertEquals(1, login())\n    }\n}\n"
CSHARP = "public class LoginTests {\n    [Fact]\n    public void LogsIn() {\n        Assert.Equal(1, Login());\n        Assert.True(Other());\n    }\n    [Fact]\n    public async Task LogsOut() {\n        Assert.Equal(1, await Logout());\n    }\n}\n"
PHP = "<?php\nclass LoginTest extends TestCase {\n    public function testLogin() {\n        $this->assertSame(1, login());\n        $this->assertTrue(other());\n    }\n}\n"
SWIFT = "class LoginTests: XCTestCase {\n    func testLogin() throws {\n        XCTAssertEqual(1, login())\n        XCTAssertTrue(other())\n    }\n}\n"
RUBY = 'describe Login do\n  it "logs in" do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
BATS = '@test "adds" {\n  run add 1\n  [ "$status" -eq 0 ]\n  [ "$output" = "2" ]\n}\n'
ELIXIR = 'defmodule ATest do\n  test "adds" do\n    assert add(1) == 2\n    refute add(1) == 3\n  end\nend\n'
PYTHON = 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
CI = "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n"
EACH = 'it.each`\na | b\n1 | 2\n`("adds", () => {\n  expect(add(1)).toBe(1);\n});\n'
PLAYWRIGHT = 'test.describe("a", () => {\n  test("logs in", async () => {\n    expect(login()).toBe(1);\n  });\n});\n'
UNITTEST = "class ATest(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(login(), 2)\n        self.assertTrue(other())\n"

CASES = (
    (
        "a test of jest gets `.skip`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it.skip("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "`it` becomes `xit`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  xit("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a whole group is switched off by `xdescribe`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'xdescribe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "`it` becomes `it.only`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it.only("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["focused"],
    ),
    (
        "`describe` becomes `fdescribe`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'fdescribe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["focused"],
    ),
    (
        "one of two expectations goes",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["assertions"],
    ),
    (
        "an expectation becomes one of true",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(true).toBe(true);\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["idle"],
    ),
    (
        "an expectation is commented out",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    // expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        ["commented out"],
    ),
    (
        "a test of jest goes",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n});\n'
        },
        "medium",
        ["lost"],
    ),
    ("a test file of jest goes", {"src/a.test.ts": JS}, {}, "medium", ["lost"]),
    (
        "a test becomes `it.todo`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it.todo("logs out");\n});\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a test of jest gets another title",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("signs off", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        [],
    ),
    (
        "a `.skip` is taken away",
        {
            "src/a.test.ts": 'describe("a", () => {\n  it.skip("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        {"src/a.test.ts": JS},
        "medium",
        [],
    ),
    (
        "an expectation is wrapped over lines",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({\n      a: 1,\n    });\n  });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        [],
    ),
    (
        "a new test comes with `.skip`",
        {"src/a.test.ts": JS},
        {
            "src/a.test.ts": 'describe("a", () => {\n  it("logs in", async () => {\n    const r = await login("x");\n    expect(r.code).toBe(200);\n    expect(r.body).toEqual({ a: 1 });\n  });\n  it.skip("other", () => { expect(1).toBe(2); });\n  it("logs out", () => {\n    expect(logout()).toBe(true);\n  });\n});\n'
        },
        "medium",
        [],
    ),
    (
        "a Go test calls `t.Skip`",
        {"a_test.go": GO},
        {
            "a_test.go": 'package a\n\nfunc TestLogin(t *testing.T) {\n\tt.Skip("later")\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tassert.Equal(t, got, 1)\n}\n\nfunc TestOther(t *testing.T) {\n\trequire.True(t, other())\n}\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a Go test is skipped when testing is short",
        {"a_test.go": GO},
        {
            "a_test.go": 'package a\n\nfunc TestLogin(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip("later")\n\t}\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tassert.Equal(t, got, 1)\n}\n\nfunc TestOther(t *testing.T) {\n\trequire.True(t, other())\n}\n'
        },
        "medium",
        ["conditional"],
    ),
    (
        "an assertion of a Go test goes",
        {"a_test.go": GO},
        {
            "a_test.go": 'package a\n\nfunc TestLogin(t *testing.T) {\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n\nfunc TestOther(t *testing.T) {\n\trequire.True(t, other())\n}\n'
        },
        "medium",
        ["assertions"],
    ),
    (
        "a Go test goes",
        {"a_test.go": GO},
        {
            "a_test.go": 'package a\n\nfunc TestLogin(t *testing.T) {\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tassert.Equal(t, got, 1)\n}\n\n'
        },
        "medium",
        ["lost"],
    ),
    (
        "a Go test goes with the function that it called",
        {
            "a_test.go": GO,
            "a.go": "package a\nfunc other() bool { return true }\nfunc login(x string) int { return 1 }\n",
        },
        {
            "a_test.go": 'package a\n\nfunc TestLogin(t *testing.T) {\n\tgot := login("x")\n\tif got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tassert.Equal(t, got, 1)\n}\n\n',
            "a.go": "package a\nfunc login(x string) int { return 1 }\n",
        },
        "medium",
        [],
    ),
    (
        "a Rust test gets `#[ignore]`",
        {"src/a.rs": RUST},
        {
            "src/a.rs": "fn add(a: i32) -> i32 { a + 1 }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    #[ignore]\n    fn adds() {\n        assert_eq!(add(1), 2);\n        assert!(add(2) > 1);\n    }\n    #[test]\n    fn more() {\n        assert_eq!(add(5), 6);\n    }\n}\n"
        },
        "medium",
        ["skipped"],
    ),
    (
        "an assertion of a Rust test goes",
        {"src/a.rs": RUST},
        {
            "src/a.rs": "fn add(a: i32) -> i32 { a + 1 }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn adds() {\n        assert_eq!(add(1), 2);\n    }\n    #[test]\n    fn more() {\n        assert_eq!(add(5), 6);\n    }\n}\n"
        },
        "medium",
        ["assertions"],
    ),
    (
        "a Rust assertion becomes one of true",
        {"src/a.rs": RUST},
        {
            "src/a.rs": "fn add(a: i32) -> i32 { a + 1 }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn adds() {\n        assert_eq!(add(1), 2);\n        assert!(true);\n    }\n    #[test]\n    fn more() {\n        assert_eq!(add(5), 6);\n    }\n}\n"
        },
        "medium",
        ["idle"],
    ),
    (
        "a JUnit test gets `@Disabled`",
        {"src/test/java/LoginTest.java": JAVA},
        {
            "src/test/java/LoginTest.java": 'class LoginTest {\n  @Disabled("x")\n  @Test\n  void logsIn() {\n    var r = login("x");\n    assertEquals(1, r.code());\n    assertThat(r.body()).isEmpty();\n  }\n\n  @Test\n  public void logsOut() {\n    assertTrue(logout());\n  }\n}\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a whole JUnit class gets `@Ignore`",
        {"src/test/java/LoginTest.java": JAVA},
        {
            "src/test/java/LoginTest.java": '@Ignore\nclass LoginTest {\n  @Test\n  void logsIn() {\n    var r = login("x");\n    assertEquals(1, r.code());\n    assertThat(r.body()).isEmpty();\n  }\n\n  @Test\n  public void logsOut() {\n    assertTrue(logout());\n  }\n}\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an assertion of a JUnit test goes",
        {"src/test/java/LoginTest.java": JAVA},
        {
            "src/test/java/LoginTest.java": 'class LoginTest {\n  @Test\n  void logsIn() {\n    var r = login("x");\n    assertEquals(1, r.code());\n  }\n\n  @Test\n  public void logsOut() {\n    assertTrue(logout());\n  }\n}\n'
        },
        "medium",
        ["assertions"],
    ),
    (
        "a Kotlin test gets `@Ignore`",
        {"src/test/kotlin/LoginTest.kt": KOTLIN},
        {
            "src/test/kotlin/LoginTest.kt": "class LoginTest {\n    @Test\n    @Ignore\n    fun `logs in`() {\n        assertEquals(1, login())\n    }\n}\n"
        },
        "medium",
        ["skipped"],
    ),
    (
        "an xUnit fact gets a reason to skip",
        {"a/LoginTests.cs": CSHARP},
        {
            "a/LoginTests.cs": 'public class LoginTests {\n    [Fact]\n    public void LogsIn() {\n        Assert.Equal(1, Login());\n        Assert.True(Other());\n    }\n    [Fact(Skip = "x")]\n    public async Task LogsOut() {\n        Assert.Equal(1, await Logout());\n    }\n}\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an NUnit test gets `[Ignore]`",
        {"a/LoginTests.cs": CSHARP},
        {
            "a/LoginTests.cs": "public class LoginTests {\n    [Fact]\n    [Ignore]\n    public void LogsIn() {\n        Assert.Equal(1, Login());\n        Assert.True(Other());\n    }\n    [Fact]\n    public async Task LogsOut() {\n        Assert.Equal(1, await Logout());\n    }\n}\n"
        },
        "medium",
        ["skipped"],
    ),
    (
        "an assertion of an xUnit fact goes",
        {"a/LoginTests.cs": CSHARP},
        {
            "a/LoginTests.cs": "public class LoginTests {\n    [Fact]\n    public void LogsIn() {\n        Assert.Equal(1, Login());\n    }\n    [Fact]\n    public async Task LogsOut() {\n        Assert.Equal(1, await Logout());\n    }\n}\n"
        },
        "medium",
        ["assertions"],
    ),
    (
        "a PHPUnit test marks itself skipped",
        {"tests/LoginTest.php": PHP},
        {
            "tests/LoginTest.php": "<?php\nclass LoginTest extends TestCase {\n    public function testLogin() {\n        $this->markTestSkipped('x');\n        $this->assertSame(1, login());\n        $this->assertTrue(other());\n    }\n}\n"
        },
        "medium",
        ["skipped"],
    ),
    (
        "an assertion of a PHPUnit test goes",
        {"tests/LoginTest.php": PHP},
        {
            "tests/LoginTest.php": "<?php\nclass LoginTest extends TestCase {\n    public function testLogin() {\n        $this->assertSame(1, login());\n    }\n}\n"
        },
        "medium",
        ["assertions"],
    ),
    (
        "an XCTest throws `XCTSkip`",
        {"Tests/LoginTests.swift": SWIFT},
        {
            "Tests/LoginTests.swift": 'class LoginTests: XCTestCase {\n    func testLogin() throws {\n        throw XCTSkip("x")\n        XCTAssertEqual(1, login())\n        XCTAssertTrue(other())\n    }\n}\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an RSpec example becomes `xit`",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  xit "logs in" do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an RSpec example calls `skip`",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in" do\n    skip "later"\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an RSpec example is pending",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in" do\n    pending\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an RSpec example gets the tag `:skip`",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in", :skip do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an RSpec example becomes `fit`",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  fit "logs in" do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["focused"],
    ),
    (
        "an RSpec example gets `focus: true`",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in", focus: true do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["focused"],
    ),
    (
        "an expectation of RSpec goes",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in" do\n    expect(login).to eq(1)\n  end\n\n  it "logs out" do\n    expect(logout).to eq(2)\n  end\nend\n'
        },
        "medium",
        ["assertions"],
    ),
    (
        "an RSpec example goes",
        {"spec/login_spec.rb": RUBY},
        {
            "spec/login_spec.rb": 'describe Login do\n  it "logs in" do\n    expect(login).to eq(1)\n    expect(other).to be_nil\n  end\n\nend\n'
        },
        "medium",
        ["lost"],
    ),
    (
        "a bats test calls `skip`",
        {"test/a.bats": BATS},
        {"test/a.bats": '@test "adds" {\n  skip "x"\n  run add 1\n  [ "$status" -eq 0 ]\n  [ "$output" = "2" ]\n}\n'},
        "medium",
        ["skipped"],
    ),
    (
        "a check of a bats test goes",
        {"test/a.bats": BATS},
        {"test/a.bats": '@test "adds" {\n  run add 1\n  [ "$status" -eq 0 ]\n}\n'},
        "medium",
        ["assertions"],
    ),
    (
        "an ExUnit test gets `@tag :skip`",
        {"test/a_test.exs": ELIXIR},
        {
            "test/a_test.exs": 'defmodule ATest do\n  @tag :skip\n  test "adds" do\n    assert add(1) == 2\n    refute add(1) == 3\n  end\nend\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a pytest test gets `skip`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\n@pytest.mark.skip\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "a pytest test gets `skipif`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": "import pytest\n\n\n@pytest.mark.skipif(os.name == 'nt', reason='x')\ndef test_login():\n    r = login(\"x\")\n    assert r.code == 200\n    assert r.body == \"ok\"\n\n\ndef test_logout():\n    assert logout() is True\n"
        },
        "medium",
        ["conditional"],
    ),
    (
        "a pytest test gets a strict `xfail`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\n@pytest.mark.xfail(strict=True)\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["may fail"],
    ),
    (
        "a module of tests gets `importorskip`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\npytest.importorskip(\'x\')\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["conditional"],
    ),
    (
        "a test calls `pytest.skip` first",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    pytest.skip(\'x\')\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["skipped"],
    ),
    (
        "an assertion is wrapped in a `try` that drops it",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    try:\n        assert r.body == "ok"\n    except AssertionError:\n        pass\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["swallowed"],
    ),
    (
        "an assertion becomes `assert True`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert True\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["idle"],
    ),
    (
        "an assertion gets `or True`",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok" or True\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["idle"],
    ),
    (
        "an assertion is commented out",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    # assert r.body == "ok"\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        ["commented out"],
    ),
    (
        "a test is commented out",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n\n\n# def test_logout():\n#     assert logout() is True\n'
        },
        "medium",
        ["test commented out"],
    ),
    (
        "a test goes",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n'
        },
        "medium",
        ["lost"],
    ),
    ("a test file goes", {"tests/test_a.py": PYTHON}, {}, "medium", ["lost"]),
    (
        "two assertions become one over both values",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert (r.code, r.body) == (200, "ok")\n\n\ndef test_logout():\n    assert logout() is True\n'
        },
        "medium",
        [],
    ),
    (
        "two tests become rows of one",
        {
            "tests/test_a.py": 'def test_a():\n    assert f("alpha") == 10\n\ndef test_b():\n    assert f("beta") == 20\n'
        },
        {
            "tests/test_a.py": '@pytest.mark.parametrize(("x", "y"), [("alpha", 10), ("beta", 20)])\ndef test_f(x, y):\n    assert f(x) == y\n'
        },
        "medium",
        [],
    ),
    (
        "a test moves to another file",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n',
            "tests/test_b.py": "def test_logout():\n    assert logout() is True\n",
        },
        "medium",
        [],
    ),
    (
        "an assertion goes while the code changes",
        {"tests/test_a.py": PYTHON, "src/a.py": "def login(x):\n    return R(200, x)\n"},
        {
            "tests/test_a.py": 'import pytest\n\n\ndef test_login():\n    r = login("x")\n    assert r.code == 200\n\n\ndef test_logout():\n    assert logout() is True\n',
            "src/a.py": "def login(x):\n    return R(201, x)\n",
        },
        "medium",
        ["assertions"],
    ),
    (
        "`fail_under` falls",
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = 90\n"},
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = 80\n"},
        "medium",
        ["threshold"],
    ),
    (
        "`fail_under` rises",
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = 90\n"},
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = 91\n"},
        "medium",
        [],
    ),
    (
        "`fail_under` goes",
        {".coveragerc": "[report]\nfail_under = 90\n"},
        {".coveragerc": "[report]\n"},
        "medium",
        ["no threshold"],
    ),
    (
        "`fail_under` moves to another file",
        {".coveragerc": "[report]\nfail_under = 90\n", "pyproject.toml": "a=1\n"},
        {"pyproject.toml": "a=1\n[tool.coverage.report]\nfail_under = 90\n"},
        "medium",
        [],
    ),
    (
        "a threshold of jest falls",
        {"jest.config.js": "module.exports = { coverageThreshold: { global: { branches: 80, lines: 90 } } };"},
        {"jest.config.js": "module.exports = { coverageThreshold: { global: { branches: 70, lines: 90 } } };"},
        "medium",
        ["threshold"],
    ),
    (
        "`--cov-fail-under` falls",
        {"setup.cfg": "[tool:pytest]\naddopts = --cov-fail-under=90\n"},
        {"setup.cfg": "[tool:pytest]\naddopts = --cov-fail-under=50\n"},
        "medium",
        ["threshold"],
    ),
    (
        "pytest ignores a test file",
        {"pytest.ini": "[pytest]\naddopts = -q\n"},
        {"pytest.ini": "[pytest]\naddopts = -q --ignore=tests/test_a.py\n"},
        "medium",
        ["left out"],
    ),
    (
        "pytest deselects a test",
        {"pyproject.toml": 'addopts = ["-q"]\n'},
        {"pyproject.toml": 'addopts = ["-q", "--deselect", "tests/test_a.py::test_x"]\n'},
        "medium",
        ["left out"],
    ),
    (
        "pytest leaves out a name",
        {"pyproject.toml": 'addopts = "-q"\n'},
        {"pyproject.toml": "addopts = \"-q -k 'not slow_login'\"\n"},
        "medium",
        ["left out"],
    ),
    (
        "flake8 ignores a check",
        {"tox.ini": "[testenv]\ncommands = flake8 --ignore=E1\n"},
        {"tox.ini": "[testenv]\ncommands = flake8 --ignore=E1,E501\n"},
        "medium",
        [],
    ),
    (
        "a conftest ignores a test file",
        {"tests/conftest.py": "collect_ignore = []\n"},
        {"tests/conftest.py": 'collect_ignore = ["test_a.py"]\n'},
        "medium",
        ["left out"],
    ),
    (
        "jest ignores a test file, and build output",
        {"package.json": '{"jest": {"testPathIgnorePatterns": ["/node_modules/"]}}'},
        {"package.json": '{"jest": {"testPathIgnorePatterns": ["/node_modules/", "/dist/", "login.test.ts"]}}'},
        "medium",
        ["left out"],
    ),
    (
        "a test command gets `|| true`",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q || true\n      - name: Lint\n        run: ruff check\n"
        },
        "medium",
        ["tolerated"],
    ),
    (
        "a test step may fail",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n        continue-on-error: true\n      - name: Lint\n        run: ruff check\n"
        },
        "medium",
        ["tolerated"],
    ),
    (
        "a test step may fail, said before its command",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        continue-on-error: true\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n"
        },
        "medium",
        ["tolerated"],
    ),
    (
        "a lint step may fail",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n        continue-on-error: true\n"
        },
        "medium",
        [],
    ),
    (
        "a job that tests may fail",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    continue-on-error: true\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n"
        },
        "medium",
        ["tolerated"],
    ),
    (
        "a job may fail for some versions",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    continue-on-error: ${{ matrix.experimental }}\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n"
        },
        "medium",
        [],
    ),
    (
        "a GitLab job that tests may fail",
        {".gitlab-ci.yml": "test:\n  script:\n    - pytest\n"},
        {".gitlab-ci.yml": "test:\n  script:\n    - pytest\n  allow_failure: true\n"},
        "medium",
        ["tolerated"],
    ),
    (
        "a new job that may fail repeats a test command",
        {".github/workflows/ci.yml": CI},
        {
            ".github/workflows/ci.yml": "jobs:\n  test:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n      - name: Test\n        run: pytest -q\n      - name: Lint\n        run: ruff check\n  dev:\n    continue-on-error: true\n    steps:\n      - run: pytest -q\n"
        },
        "medium",
        [],
    ),
    (
        "a line gets `no cover`",
        {"src/a.py": "def f():\n    return 1\n"},
        {"src/a.py": "def f():  # pragma: no cover\n    return 1\n"},
        "medium",
        [],
    ),
    (
        "a line gets `no cover` under high strictness",
        {"src/a.py": "def f():\n    return 1\n"},
        {"src/a.py": "def f():  # pragma: no cover\n    return 1\n"},
        "high",
        ["uncovered"],
    ),
    (
        "a test of mocha calls `this.skip`",
        {"src/a.test.ts": JS},
        {"src/a.test.ts": JS.replace("    expect(logout()", "    this.skip();\n" + "    expect(logout()")},
        "medium",
        ["skipped"],
    ),
    (
        "a test of mocha calls `this.skip` under a condition",
        {"src/a.test.ts": JS},
        {"src/a.test.ts": JS.replace("    expect(logout()", "    if (x) { this.skip(); }\n" + "    expect(logout()")},
        "medium",
        ["conditional"],
    ),
    (
        "a test of jasmine calls `pending`",
        {"src/a.test.ts": JS},
        {"src/a.test.ts": JS.replace("    expect(logout()", "    pending();\n" + "    expect(logout()")},
        "medium",
        ["skipped"],
    ),
    (
        "a table of tests gets `.skip`",
        {"src/a.test.ts": EACH},
        {"src/a.test.ts": EACH.replace("it.each", "it.skip.each")},
        "medium",
        ["skipped"],
    ),
    (
        "a table of tests gets another row",
        {"src/a.test.ts": EACH},
        {"src/a.test.ts": EACH.replace("1 | 2", "3 | 4")},
        "medium",
        [],
    ),
    (
        "a group of playwright gets `.fixme`",
        {"src/a.test.ts": PLAYWRIGHT},
        {"src/a.test.ts": PLAYWRIGHT.replace("describe(", "describe.fixme(")},
        "medium",
        ["skipped"],
    ),
    (
        "a group of playwright gets another name",
        {"src/a.test.ts": PLAYWRIGHT},
        {"src/a.test.ts": PLAYWRIGHT.replace('"a"', '"b"')},
        "medium",
        [],
    ),
    (
        "a Go test calls `Skip`",
        {"a_test.go": GO},
        {"a_test.go": GO.replace("\trequire", '\tt.Skip("x")\n\trequire')},
        "medium",
        ["skipped"],
    ),
    (
        "a Go test calls `Skipf`",
        {"a_test.go": GO},
        {"a_test.go": GO.replace("\trequire", '\tt.Skipf("x %d", 1)\n\trequire')},
        "medium",
        ["skipped"],
    ),
    (
        "a Go test calls `SkipNow`",
        {"a_test.go": GO},
        {"a_test.go": GO.replace("\trequire", "\tt.SkipNow()\n\trequire")},
        "medium",
        ["skipped"],
    ),
    (
        "a Go test calls `Log`",
        {"a_test.go": GO},
        {"a_test.go": GO.replace("\trequire", "\tt.Log(1)\n\trequire")},
        "medium",
        [],
    ),
    (
        "a module of tests gets the mark `skip`",
        {"tests/test_a.py": PYTHON},
        {"tests/test_a.py": PYTHON.replace("import pytest\n", "import pytest\n\npytestmark = pytest.mark.skip\n")},
        "medium",
        ["skipped"],
    ),
    (
        "a module of tests gets the mark `skip` among others",
        {"tests/test_a.py": PYTHON},
        {
            "tests/test_a.py": PYTHON.replace(
                "import pytest\n", "import pytest\n\npytestmark = [pytest.mark.slow, pytest.mark.skip]\n"
            )
        },
        "medium",
        ["skipped"],
    ),
    (
        "a module of tests gets another mark",
        {"tests/test_a.py": PYTHON},
        {"tests/test_a.py": PYTHON.replace("import pytest\n", "import pytest\n\npytestmark = pytest.mark.slow\n")},
        "medium",
        [],
    ),
    (
        "a test calls `pytest.xfail`",
        {"tests/test_a.py": PYTHON},
        {"tests/test_a.py": PYTHON.replace("    r =", "    pytest.xfail(1)\n    r =")},
        "medium",
        ["may fail"],
    ),
    (
        "a test calls the `xfail` of something else",
        {"tests/test_a.py": PYTHON},
        {"tests/test_a.py": PYTHON.replace("    r =", "    client.xfail(1)\n    r =")},
        "medium",
        [],
    ),
    (
        "a test of unittest asserts less",
        {"tests/test_a.py": UNITTEST},
        {"tests/test_a.py": UNITTEST.replace("        self.assertTrue(other())\n", "")},
        "medium",
        ["assertions"],
    ),
    (
        "a test of unittest calls a helper that asserts",
        {"tests/test_a.py": UNITTEST},
        {"tests/test_a.py": UNITTEST.replace("self.assertTrue(other())", "assert_ok(other())")},
        "medium",
        [],
    ),
    (
        "a plugin that asks for full coverage goes",
        {"setup.cfg": "[coverage:run]\nplugins = covdefaults\n"},
        {"setup.cfg": "[coverage:run]\nplugins =\n"},
        "medium",
        ["no threshold"],
    ),
    (
        "a plugin that asks for full coverage stays",
        {"setup.cfg": "[coverage:run]\nplugins = covdefaults\n"},
        {"setup.cfg": "[coverage:run]\nplugins = covdefaults\nbranch = true\n"},
        "medium",
        [],
    ),
)
