/* test_worker.c - the confined child: what comes back, and every way it can end. */
#include "make/child/worker.h"

#include "base/confine.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct talk {
    char notices[256]; /* what on_message was told */
    int questions;
};

static bool on_message(void *context, enum message_type type, struct slice payload,
                       struct strbuf *answer, struct error *err) {
    struct talk *talk = context;
    if (type == MESSAGE_WARN || type == MESSAGE_PRINT) {
        snprintf(talk->notices, sizeof talk->notices, "%.*s", SLICE_ARGS(payload));
        return true;
    }
    talk->questions++;
    if (type == MESSAGE_MODULE)
        return error_set(err, ERROR_INPUT, "no such module");
    struct arena arena = {0};
    struct message_reader reader = message_read(&arena, payload);
    const char *key = message_need_text(&reader);
    strbuf_add_format(answer, "%s!", message_finished(&reader) ? key : "malformed");
    arena_release(&arena);
    return true;
}

static struct talk talk;
static struct strbuf result;
static struct error err;

static bool run_with(void (*child)(void *, struct channel *), int deadline_ms, bool unconfined) {
    talk = (struct talk){0};
    err = (struct error){0};
    strbuf_release(&result);
    const struct worker_job job = {.name = "test.lua",
                                   .context = &talk,
                                   .child = child,
                                   .on_message = on_message,
                                   .deadline_ms = deadline_ms,
                                   .cpu_seconds = 5,
                                   .memory_bytes = 128u << 20,
                                   .unconfined_allowed = unconfined};
    return worker_run(&job, &result, &err);
}

static bool run(void (*child)(void *, struct channel *)) {
    return run_with(child, 5000, false);
}

static void assert_fails(void (*child)(void *, struct channel *), enum error_code code,
                         const char *part) {
    assert_false(run(child));
    if (!strstr(err.message, part))
        fail_msg("'%s' is not in '%s'", part, err.message);
    assert_int_equal(err.code, code);
}

static void finish(struct channel *channel, const char *text) {
    channel_send(channel, MESSAGE_RESULT, slice_of(text), NULL);
}

/* ---- children ---- */

static void ask_and_finish(void *context, struct channel *channel) {
    (void)context;
    struct strbuf payload = {0};
    enum message_type type;
    message_add_text(&payload, "heel");
    channel_send(channel, MESSAGE_WORDING, strbuf_slice(&payload), NULL);
    channel_receive(channel, &type, &payload, NULL);
    channel_send(channel, MESSAGE_WARN, slice_of("careful"), NULL);
    finish(channel, type == MESSAGE_ANSWER ? strbuf_text(&payload) : "no answer");
    strbuf_release(&payload);
}
static void ask_in_vain(void *context, struct channel *channel) {
    (void)context;
    struct strbuf payload = {0};
    struct error problem = {0};
    struct arena arena = {0};
    enum message_type type;
    message_add_text(&payload, "lib.plan");
    channel_send(channel, MESSAGE_MODULE, strbuf_slice(&payload), NULL);
    channel_receive(channel, &type, &payload, NULL);
    struct message_reader reader = message_read(&arena, strbuf_slice(&payload));
    message_take_error(&reader, &problem);
    finish(channel, type == MESSAGE_ANSWER_ERROR ? problem.message : "an answer");
    arena_release(&arena);
    strbuf_release(&payload);
}
static void give_up(void *context, struct channel *channel) {
    (void)context, (void)channel;
    struct error problem;
    error_set(&problem, ERROR_SCRIPT, "test.lua:3: went wrong");
    worker_leave(&problem);
}
static void say_nothing(void *context, struct channel *channel) {
    (void)context, (void)channel;
}
static void crash(void *context, struct channel *channel) {
    (void)context, (void)channel;
    raise(SIGSEGV);
}
static void fail_assertion(void *context, struct channel *channel) {
    (void)context, (void)channel;
    fputs("layout.c:7: placed == counted\n", stderr);
    abort();
}
static void open_file(void *context, struct channel *channel) {
    (void)context;
    if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0)
        finish(channel, "opened");
}
static void loop(void *context, struct channel *channel) {
    (void)context, (void)channel;
    volatile unsigned rounds = 0;
    while (rounds < 10 || rounds > 5)
        rounds = 7;
}
static void flood(void *context, struct channel *channel) {
    (void)context;
    for (;;)
        channel_send(channel, MESSAGE_PRINT, slice_of("again"), NULL);
}
/* Asks on and on without reading the answers, which fills the socket. */
static void never_listen(void *context, struct channel *channel) {
    (void)context;
    struct strbuf payload = {0};
    char text[2000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    message_add_text(&payload, text);
    for (;;)
        channel_send(channel, MESSAGE_WORDING, strbuf_slice(&payload), NULL);
}
static void send_garbage(void *context, struct channel *channel) {
    (void)context;
    if (write(channel->fd, "this is no frame at all", 23) == 23)
        finish(channel, "after it");
}
static void promise_too_much(void *context, struct channel *channel) {
    (void)context;
    const struct {
        uint16_t mark, type;
        uint32_t length;
    } header = {0x464E, MESSAGE_WARN, 1u << 30};
    if (write(channel->fd, &header, sizeof header) == (ssize_t)sizeof header)
        finish(channel, "after it");
}
static void stop_within_frame(void *context, struct channel *channel) {
    (void)context;
    if (write(channel->fd, "NF\0", 3) != 3)
        abort();
}
static void send_answer(void *context, struct channel *channel) {
    (void)context;
    channel_send(channel, MESSAGE_ANSWER, slice_of("I answer"), NULL);
    finish(channel, "after it");
}
static void take_all_memory(void *context, struct channel *channel) {
    (void)context;
    for (int i = 0; i < 1000; i++)
        memset(memory_allocate(1u << 20), i, 1u << 20);
    finish(channel, "took 1000 MB");
}
static void ask_for_absurd_block(void *context, struct channel *channel) {
    (void)context;
    free(memory_allocate((size_t)1 << 50));
    finish(channel, "got it");
}
static void look_for_descriptors(void *context, struct channel *channel) {
    (void)context;
    char open_ones[100] = "";
    for (int fd = 0; fd < 400; fd++)
        if (write(fd, "", 0) == 0 || errno != EBADF)
            snprintf(open_ones + strlen(open_ones), sizeof open_ones - strlen(open_ones), "%d ",
                     fd);
    finish(channel, open_ones);
}
static int descend(int depth) {
    volatile char frame[1000];
    frame[0] = (char)depth;
    return depth == 0 ? 0 : descend(depth - 1) + (frame[0] - frame[0]);
}
static void recurse_deeply(void *context, struct channel *channel) {
    (void)context;
    finish(channel, descend(60000) == 0 ? "back" : "lost");
}
static void send_large(void *context, struct channel *channel) {
    (void)context;
    char *block = memory_allocate(20u << 20);
    memset(block, 'a', 20u << 20);
    channel_send(channel, MESSAGE_RESULT, slice_make(block, 20u << 20), NULL);
    free(block);
}

/* ---- tests ---- */

static void questions_are_answered_and_the_result_comes_back(void **state) {
    (void)state;
    assert_true(run(ask_and_finish));
    assert_string_equal(strbuf_text(&result), "heel!");
    assert_string_equal(talk.notices, "careful");
    assert_int_equal(talk.questions, 1);
}

static void a_failed_question_reaches_the_child_as_an_error(void **state) {
    (void)state;
    assert_true(run(ask_in_vain));
    assert_string_equal(strbuf_text(&result), "no such module");
}

static void large_results_come_whole(void **state) {
    (void)state;
    assert_true(run(send_large));
    assert_int_equal(result.length, 20u << 20);
    assert_int_equal(result.data[result.length - 1], 'a');
}

static void the_childs_failure_is_passed_on(void **state) {
    (void)state;
    assert_fails(give_up, ERROR_SCRIPT, "test.lua:3: went wrong");
}

static void every_death_has_a_sentence(void **state) {
    (void)state;
    assert_fails(say_nothing, ERROR_SCRIPT, "ended without a result");
    if (!confine_is_built_in())
        return; /* sanitizers catch signals themselves */
    assert_fails(crash, ERROR_SCRIPT, "crashed (signal 11");
    assert_fails(fail_assertion, ERROR_SCRIPT, "layout.c:7: placed == counted");
    assert_fails(open_file, ERROR_SCRIPT, "tried something that is not allowed");
}

static void time_is_limited(void **state) {
    (void)state;
    void (*const children[])(void *, struct channel *) = {loop, flood, never_listen};
    for (size_t i = 0; i < 3; i++) {
        int64_t begin = channel_clock_ms();
        assert_false(run_with(children[i], 150, false));
        assert_true(channel_clock_ms() - begin < 2000);
        assert_int_equal(err.code, ERROR_SCRIPT);
        assert_non_null(strstr(err.message, "took longer than 150 ms"));
    }
}

static void malformed_messages_end_the_run(void **state) {
    (void)state;
    assert_fails(send_garbage, ERROR_SCRIPT, "sent what no report sends");
    assert_fails(promise_too_much, ERROR_SCRIPT, "sent what no report sends");
    assert_fails(stop_within_frame, ERROR_SCRIPT, "sent what no report sends");
    assert_fails(send_answer, ERROR_SCRIPT, "sent what no report sends");
}

static void memory_is_limited_and_named(void **state) {
    (void)state;
    if (!confine_is_built_in())
        skip();
    assert_fails(take_all_memory, ERROR_SCRIPT, "needs more than the 128 MB of memory");
    assert_fails(ask_for_absurd_block, ERROR_SCRIPT, "needs more than the 128 MB of memory");
}

static void the_child_has_no_descriptors_but_two(void **state) {
    (void)state;
    int extra = open("/dev/null", O_WRONLY); /* without CLOEXEC: must be closed all the same */
    assert_true(run(look_for_descriptors));
    close(extra);
    assert_string_equal(strbuf_text(&result), "2 3 ");
}

static void deep_recursion_fits(void **state) {
    (void)state;
    assert_true(run(recurse_deeply));
    assert_string_equal(strbuf_text(&result), "back");
}

static int count_descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    int count = 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void nothing_is_left_behind(void **state) {
    (void)state;
    int before = count_descriptors();
    run(ask_and_finish);
    run(say_nothing);
    run(give_up);
    run_with(loop, 50, false);
    run(send_garbage);
    assert_int_equal(count_descriptors(), before);
    worker_settle();
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void without_confinement_nothing_runs_unless_allowed(void **state) {
    (void)state;
    if (!confine_is_built_in())
        skip();
    confine_simulate_missing(CONFINE_LANDLOCK);
    bool refused = !run(ask_and_finish);
    enum error_code code = err.code;
    bool allowed = run_with(give_up, 5000, true);
    confine_simulate_missing(CONFINE_NOTHING);
    assert_true(refused);
    assert_int_equal(code, ERROR_ENVIRONMENT);
    assert_false(allowed);
    assert_non_null(strstr(err.message, "went wrong")); /* it ran */
    assert_non_null(strstr(talk.notices, "without full confinement"));
}

static void values_survive_the_journey(void **state) {
    (void)state;
    struct arena arena = {0};
    struct value *value = value_read_json(
        &arena, slice_of("{\"a\": [1, 2.5, true, null, \"x\"], \"b\": {\"c\": \"d\"}}"), "t", &err);
    assert_non_null(value);
    struct strbuf payload = {0};
    message_add_value(&payload, value);
    message_add_real(&payload, 0.25);
    struct message_reader reader = message_read(&arena, strbuf_slice(&payload));
    const struct value *copy = message_take_value(&reader);
    assert_true(message_take_real(&reader) == 0.25);
    assert_true(message_finished(&reader));
    const struct value *list = value_find(copy, "a");
    assert_int_equal(list->count, 5);
    assert_true(value_number(list->items[1], 0) == 2.5);
    assert_true(list->items[0]->whole && list->items[0]->integer == 1);
    assert_string_equal(value_text(value_find(value_find(copy, "b"), "c"), ""), "d");
    /* Every shorter payload is refused. */
    for (size_t length = 0; length < payload.length; length++) {
        reader = message_read(&arena, slice_make(payload.data, length));
        message_take_value(&reader);
        message_take_real(&reader);
        assert_false(message_finished(&reader));
    }
    strbuf_release(&payload);
    arena_release(&arena);
}

static int clean(void **state) {
    (void)state;
    strbuf_release(&result);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_answered_and_the_result_comes_back),
        cmocka_unit_test(a_failed_question_reaches_the_child_as_an_error),
        cmocka_unit_test(large_results_come_whole),
        cmocka_unit_test(the_childs_failure_is_passed_on),
        cmocka_unit_test(every_death_has_a_sentence),
        cmocka_unit_test(time_is_limited),
        cmocka_unit_test(malformed_messages_end_the_run),
        cmocka_unit_test(memory_is_limited_and_named),
        cmocka_unit_test(the_child_has_no_descriptors_but_two),
        cmocka_unit_test(deep_recursion_fits),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(without_confinement_nothing_runs_unless_allowed),
        cmocka_unit_test(values_survive_the_journey),
    };
    return cmocka_run_group_tests_name("worker", tests, NULL, clean);
}
