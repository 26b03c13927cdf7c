/* Limits of memory and time, which pcall must not catch. Each hostile script runs in a child, where
 * the handler writes its message into a pipe and leaves, as the program's worker does. */
#include "lua_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

enum { STOPPED = 9, FINISHED = 0, RAISED = 5 };

static int report_pipe;

static void stop(const char *message) {
    ssize_t written = write(report_pipe, message, strlen(message));
    _exit(written > 0 ? STOPPED : 1);
}

/* Runs body as report.build in a child; returns its exit status, message is what it said. */
static int run_hostile(const char *body, size_t memory_bytes, int time_ms, char *message,
                       size_t capacity) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        report_pipe = ends[1];
        struct fixture fixture;
        fixture_open(&fixture);
        fixture.limits = (struct lua_limits){.memory_bytes = memory_bytes, .time_ms = time_ms};
        fixture.services.limit = stop;
        bool built = fixture_run(&fixture, body);
        const char *text = built ? "built" : fixture.err.message;
        ssize_t written = write(ends[1], text, strlen(text));
        _exit(written <= 0 ? 1 : built ? FINISHED : RAISED);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t count; (count = read(ends[0], message + length, capacity - 1 - length)) > 0;)
        length += (size_t)count;
    message[length] = '\0';
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status))
        fail_msg("the child died of signal %d: %s", WTERMSIG(status), body);
    return WEXITSTATUS(status);
}

struct hostile {
    const char *body;
    int status;
    const char *message; /* must begin so */
};

static void check_hostile(const struct hostile *cases, size_t count, size_t memory_bytes,
                          int time_ms) {
    for (size_t i = 0; i < count; i++) {
        char message[4096];
        int status = run_hostile(cases[i].body, memory_bytes, time_ms, message, sizeof message);
        if (status != cases[i].status ||
            strncmp(message, cases[i].message, strlen(cases[i].message)))
            fail_msg("%s: %d %s", cases[i].body, status, message);
    }
}

#define CHECK(cases, memory, time)                                                                 \
    check_hostile(cases, sizeof(cases) / sizeof *(cases), memory, time)

static void test_endless_work_is_stopped_at_its_line(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"\nwhile true do end", STOPPED, "report.lua:5: time limit of 200 ms reached"},
        {"\nwhile true do\npcall(function()\nwhile true do end end) end", STOPPED,
         "report.lua:7: time limit"},
        {"local co = coroutine.wrap(function()\nwhile true do coroutine.yield() end end)\n"
         "while true do co() end",
         STOPPED, "report.lua:"},
        {"local co = coroutine.wrap(function()\n\nwhile true do end end) co()", STOPPED,
         "report.lua:6: time limit"},
        {"table.sort({ 1, 2, 3 }, function()\nwhile true do end end)", STOPPED,
         "report.lua:5: time"},
        {"local t = setmetatable({}, { __index = function(t, k)\nreturn t[k] end, __len = "
         "function()\n"
         "while true do end end })\nreturn #t",
         STOPPED, "report.lua:6: time limit"},
        {"return document { title = 'T', figure { width = 9, height = 9, alt = 'a',\n"
         "draw = function(c) while true do c:rect(1, 1, 2, 2) end end } }",
         RAISED, "report.lua:5: a drawing of more than 50000 steps"},
    };
    CHECK(cases, 64 << 20, 200);
}

static void test_loops_inside_the_library_are_stopped_too(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"local s = ('a'):rep(60)\n"
         "return string.find(s, ('a*'):rep(30) .. 'b')",
         STOPPED, "report.lua:5: time limit of 200 ms reached (inside a library function)"},
        {"\npcall(string.find, ('a'):rep(60), ('a-'):rep(30) .. 'b')", STOPPED,
         "report.lua:5: time limit"},
        {"\ntable.move({}, 1, 1e15, 2, setmetatable({}, { __newindex = function() end }))", STOPPED,
         "report.lua:5: time limit"},
    };
    CHECK(cases, 64 << 20, 200);
}

static void test_memory_is_bounded(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"local t = {}\nfor i = 1, 1e9 do\nt[i] = { i } end", STOPPED,
         "report.lua:6: memory limit of 16 MB reached"},
        {"local s = 'x'\npcall(function()\nwhile true do s = s .. s end end)", STOPPED,
         "report.lua:6: memory limit"},
        {"local t = {}\nwhile true do\nt[#t + 1] = coroutine.create(print) end", STOPPED,
         "report.lua:6: memory limit"},
        {"\nreturn ('x'):rep(1 << 40)", RAISED,
         "report.lua:5: string.rep would make a text of more than 8 MB"},
        {"local t = {}\nfor i = 1, 100 do\nt[i] = ('x'):rep(4000000) .. i end", STOPPED,
         "report.lua:6: memory limit"},
        {"pcall(function() xpcall(function()\n"
         "local t = {} for i = 1, 100 do t[i] = ('x'):rep(4000000) .. i end end, print) end)",
         STOPPED, "report.lua:5: memory limit"},
        {"coroutine.wrap(function() local t = {}\nfor i = 1, 100 do t[i] = ('x'):rep(4000000) end "
         "end)()",
         STOPPED, "report.lua:5: memory limit"},
        {"\ntable.concat(setmetatable({}, { __len = function() return 1e9 end,"
         "__index = function() return ('x'):rep(1000) end }))",
         STOPPED, "report.lua:5: memory limit"},
    };
    CHECK(cases, 16 << 20, 20000);
}

static void test_garbage_does_not_count(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"local keep\nfor i = 1, 300 do keep = ('x'):rep(1000000) .. i end\n"
         "return document { title = 'T', heading { level = 1, 'T' } }",
         FINISHED, "built"},
        {"local keep = {} for i = 1, 9 do keep[i] = ('x'):rep(1000000) .. i end\n"
         "for i = 1, 50 do local t = {} for j = 1, 20000 do t[j] = { j } end end\n"
         "return document { title = 'T', heading { level = 1, 'T' } }",
         FINISHED, "built"},
    };
    CHECK(cases, 16 << 20, 20000);
}

static void test_deep_recursion_raises(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"local function f(a, b, c, d, e, g) return 1 + f(a, b, c, d, e, g) end f()", RAISED,
         "report.lua:4: stack overflow"},
        {"local function f() return pcall(f) end f()", RAISED,
         "report.lua: report.build must return"},
        {"local function f() return coroutine.wrap(f)() end f()", RAISED, "report.lua:"},
        {"local s = ('('):rep(300) return string.find('x', s)", RAISED, "report.lua:4:"},
        {"local t = {} for i = 1, 200 do t = { t } end return document { title = 'T', para(t) }",
         RAISED, "report.lua:4: parts are nested more than 64 deep"},
        {"local f = error for i = 1, 300 do local g = f f = function(...) return xpcall(g, g, ...) "
         "end "
         "end f(f)",
         RAISED, "report.lua"},
    };
    CHECK(cases, 64 << 20, 5000);
}

static void test_documents_that_explode_are_refused(void **state) {
    (void)state;
    static const struct hostile cases[] = {
        {"local g = group { para 'x' } for i = 1, 40 do g = group { g, g } end\n"
         "return document { title = 'T', g }",
         RAISED, "report.lua:4: a document of more than 100000 parts"},
        {"local t, x = {}, ('x'):rep(1000000) for i = 1, 50 do t[i] = x end\n"
         "return document { title = 'T', para(t) }",
         RAISED, "report.lua:5: a document of more than 4 MB of text"},
        {"while true do footnote.refuse('S1', 'x') end", RAISED,
         "report.lua:4: more than 200 rulings"},
    };
    CHECK(cases, 64 << 20, 5000);
}

static void test_loading_is_limited_too(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        report_pipe = ends[1];
        fixture.limits.time_ms = 100;
        fixture.services.limit = stop;
        fixture_load(&fixture, "\n\nwhile true do end");
        _exit(0);
    }
    close(ends[1]);
    char message[256] = "";
    assert_true(read(ends[0], message, sizeof message - 1) > 0);
    assert_string_equal(message, "report.lua:3: time limit of 100 ms reached");
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(WEXITSTATUS(status), STOPPED);
    close(ends[0]);
    fixture_close(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_endless_work_is_stopped_at_its_line),
        cmocka_unit_test(test_loops_inside_the_library_are_stopped_too),
        cmocka_unit_test(test_memory_is_bounded),
        cmocka_unit_test(test_garbage_does_not_count),
        cmocka_unit_test(test_deep_recursion_raises),
        cmocka_unit_test(test_documents_that_explode_are_refused),
        cmocka_unit_test(test_loading_is_limited_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
