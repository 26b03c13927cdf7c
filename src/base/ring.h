/* ring.h - things that go round between a thread that fills them and one that empties them.
 *
 * Layer: base; pthreads. The owner has an array of things; the ring says which is next, in the same
 * order for both, and lets who is ahead wait. What a thing holds is its thread's own from the call
 * that gave its place until the call that hands it on. Never fails; a ring must not move.
 *
 *     ring_begin(&ring, PLACES);
 *     // one thread                               // the other
 *     while (... && ring_room(&ring, &place)) {   while (ring_next(&ring, &place)) {
 *         fill(&things[place]);                       use(&things[place]);
 *         ring_filled(&ring);                         ring_emptied(&ring);
 *     }                                           }
 *     ring_close(&ring);
 *     // joined
 *     ring_end(&ring);
 */
#ifndef FOOTNOTE_BASE_RING_H
#define FOOTNOTE_BASE_RING_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct ring {
    pthread_mutex_t mutex;
    pthread_cond_t has_filled, has_room;
    size_t places;
    size_t filled, emptied; /* how many so far; the n-th has place n % places */
    bool is_closed;         /* nothing more comes */
    bool is_stopped;        /* nobody wants any more */
};

void ring_begin(struct ring *ring, size_t places);
void ring_end(struct ring *ring); /* when there is one thread again */

/* The place to be filled, once there is one. False: nobody wants any more. */
bool ring_room(struct ring *ring, size_t *place);
void ring_filled(struct ring *ring);
void ring_close(struct ring *ring);

/* The place to be emptied, once it is filled. False: there will be none. */
bool ring_next(struct ring *ring, size_t *place);
void ring_emptied(struct ring *ring);
void ring_stop(struct ring *ring);

#endif
