/* test_template.c - many children of one template: each is alone, and costs nobody else. */
#include "make/child/template.h"

#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* In the template's memory: what prepare wrote is seen by each child, what a child wrote by none.
 */
static int counter;

static bool on_message(void *context, enum message_type type, struct slice payload,
                       struct strbuf *answer, struct error *err) {
    (void)context, (void)type, (void)err;
    if (answer)
        strbuf_add_format(answer, "%.*s!", SLICE_ARGS(payload));
    return true;
}

static void prepare(void *context, struct channel *channel) {
    (void)context;
    counter = 40;
    channel_send(channel, MESSAGE_RESULT, slice_of("prepared"), NULL);
}

static void say(struct channel *channel, const char *text) {
    channel_send(channel, MESSAGE_RESULT, slice_of(text), NULL);
}

static int fork_again(void) {
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static int signal_others(void) {
    return kill(getppid(), 0) == 0;
}

static int open_a_file(void) {
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}

static int wait_for_others(void) {
    return waitpid(-1, NULL, WNOHANG);
}

static int take_a_socket(void) {
    char byte;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    return (int)recvmsg(3, &message, MSG_DONTWAIT);
}

static int raise_limits(void) {
    return confine_child(&(struct confinement){.cpu_seconds = 60}, getppid(), NULL);
}

static const struct {
    const char *name;
    int (*function)(void);
} forbidden[] = {
    {"fork", fork_again},      {"signal", signal_others}, {"file", open_a_file},
    {"wait", wait_for_others}, {"socket", take_a_socket}, {"limits", raise_limits},
};

enum { FORBIDDEN_COUNT = sizeof forbidden / sizeof *forbidden };

static void list_descriptors(struct channel *channel) {
    char open_ones[100] = "";
    for (int fd = 0; fd < 400; fd++)
        if (write(fd, "", 0) == 0 || errno != EBADF)
            snprintf(open_ones + strlen(open_ones), sizeof open_ones - strlen(open_ones), "%d ",
                     fd == channel->fd ? -1 : fd);
    say(channel, open_ones);
}

/* Does as its job says. */
static void child(void *context, struct channel *channel) {
    (void)context;
    struct strbuf job = {0};
    enum message_type type;
    char text[40];
    volatile unsigned rounds = 7;
    if (channel_receive(channel, &type, &job, NULL) != CHANNEL_MESSAGE || type != MESSAGE_JOB)
        _exit(1);
    const char *what = strbuf_text(&job);
    for (size_t i = 0; i < FORBIDDEN_COUNT; i++)
        if (strcmp(what, forbidden[i].name) == 0)
            snprintf(text, sizeof text, "%d", forbidden[i].function());
    while (strcmp(what, "loop") == 0 && rounds > 5)
        rounds = 7;
    if (strcmp(what, "crash") == 0)
        *(volatile char *)(uintptr_t)(rounds - 7) = 1;
    if (strcmp(what, "abort") == 0) {
        fputs("a word of its own\n", stderr);
        abort();
    }
    if (strcmp(what, "vanish") == 0)
        _exit(0);
    if (strcmp(what, "garbage") == 0 && write(channel->fd, "no frame at all", 15) != 15)
        _exit(1);
    if (strcmp(what, "descriptors") == 0)
        list_descriptors(channel);
    snprintf(text, sizeof text, "%s %d", what, ++counter);
    say(channel, text);
    if (strcmp(what, "linger") == 0) /* after its last word: it is not waited for in vain */
        say(channel, "a forged result for the next one");
}

static struct template *template;
static struct strbuf result;
static struct error err;

static struct worker_job job_of(int deadline_ms) {
    return (struct worker_job){.name = "test.lua",
                               .child = child,
                               .prepare = prepare,
                               .on_message = on_message,
                               .deadline_ms = deadline_ms,
                               .cpu_seconds = 5,
                               .memory_bytes = 128u << 20};
}

static void open_template(void) {
    const struct worker_job job = job_of(5000);
    template = template_open(&job, &result, &err);
    if (!template)
        fail_msg("%s", err.message);
    assert_string_equal(strbuf_text(&result), "prepared");
}

static bool run(const char *what) {
    const struct worker_job job = job_of(strcmp(what, "loop") == 0 ? 100 : 5000);
    err = (struct error){0};
    return template_run(template, &job, slice_of(what), &result, &err);
}

static void must_say(const char *what, const char *words) {
    if (!run(what))
        fail_msg("%s: %s", what, err.message);
    assert_string_equal(strbuf_text(&result), words);
}

static void must_fail(const char *what, const char *part) {
    assert_false(run(what));
    assert_int_equal(err.code, ERROR_SCRIPT);
    if (!strstr(err.message, part))
        fail_msg("'%s' is not in '%s'", part, err.message);
}

static void close_template(void) {
    template_close(template);
    strbuf_release(&result);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left */
    assert_int_equal(errno, ECHILD);
}

/* ---- tests ---- */

static void no_child_sees_what_another_did(void **state) {
    (void)state;
    open_template();
    must_say("one", "one 41");
    must_say("two", "two 41");
    must_say("linger", "linger 41");
    must_say("three", "three 41");
    close_template();
}

static void a_child_that_fails_costs_only_itself(void **state) {
    (void)state;
    open_template();
    must_fail("vanish", "ended without a result");
    must_say("one", "one 41");
    if (confine_is_built_in()) { /* sanitizers catch signals themselves */
        must_fail("crash", "crashed (signal 11");
        must_fail("abort", "a word of its own");
        must_fail("crash", "crashed (signal 11");
        assert_null(strstr(err.message, "word")); /* of an earlier child */
        must_say("two", "two 41");
    }
    assert_true(template_is_alive(template));
    close_template();
}

static void one_that_does_not_end_is_ended_with_its_template(void **state) {
    (void)state;
    open_template();
    int64_t begin = channel_clock_ms();
    must_fail("loop", "took longer than 100 ms");
    assert_true(channel_clock_ms() - begin < 2000);
    assert_false(template_is_alive(template));
    close_template();
    open_template();
    must_fail("garbage", "sent what no report sends");
    assert_false(template_is_alive(template));
    close_template();
}

static void a_child_may_no_more_than_one_without_template(void **state) {
    (void)state;
    if (!confine_is_built_in())
        skip();
    open_template();
    for (size_t i = 0; i < FORBIDDEN_COUNT; i++)
        must_fail(forbidden[i].name, "tried something that is not allowed");
    must_say("descriptors", "-1 2 ");
    close_template();
}

static void without_confinement_no_template_runs(void **state) {
    (void)state;
    if (!confine_is_built_in())
        skip();
    static const enum confine_part parts[] = {CONFINE_LIMITS, CONFINE_NO_NEW_PRIVILEGES,
                                              CONFINE_LANDLOCK, CONFINE_SECCOMP};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct worker_job job = job_of(5000);
        confine_simulate_missing(parts[i]);
        template = template_open(&job, &result, &err);
        confine_simulate_missing(CONFINE_NOTHING);
        assert_null(template);
        assert_int_equal(err.code, ERROR_ENVIRONMENT);
    }
    close_template();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_child_sees_what_another_did),
        cmocka_unit_test(a_child_that_fails_costs_only_itself),
        cmocka_unit_test(one_that_does_not_end_is_ended_with_its_template),
        cmocka_unit_test(a_child_may_no_more_than_one_without_template),
        cmocka_unit_test(without_confinement_no_template_runs),
    };
    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
