/* main.c - where both programs begin.
 *
 * Layer: cli. A closed pipe is an error of write() here, not a signal, so that it can be silent.
 * SIGINT keeps its default action: the shell sees a program ended by it (130) and stops its loop,
 * and since output files are written by rename and the index in one transaction nothing is left
 * half done.
 */
#include "cli/command.h"

#include <signal.h>

int main(int argument_count, char **arguments) {
    signal(SIGPIPE, SIG_IGN);
    return command_main(argument_count, arguments);
}
