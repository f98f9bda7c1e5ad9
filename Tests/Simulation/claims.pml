/* The claims by which a message leaves once, for exhaustive checking by spin (scripts/spin).
 *
 * Two instances of the notifier, each with its channel on a thread of its own, one message and the one by which it is sent
 * again, one log, one provider. Either may sleep for any time between any two steps (it is not scheduled while the clock
 * goes on), an instance may die with its channel and start again, and both may believe to speak for the case all the time.
 * What an instance writes may be lost, or land long after it was said to have failed.
 *
 * An instance hands the message to its channel under its own claim and reads on; it takes back what the channel has not been
 * given when another's claim stands. The channel is given it, asks the provider, sends, and answers. What it accepted the
 * instance says, also when its claim was overtaken meanwhile. With -DRETURNS what arrived may come back: that is said once
 * more and takes nothing from what was said, and a person may ask for another message, which has claims and a reference of
 * its own.
 *
 * Providers: as it stands, one that can be asked for a reference and that refuses a token older than VALID (GOV.UK
 * Notify). With -DMAIL one that can be asked nothing and refuses nothing (plain SMTP): there a message may go twice, but
 * never twice under one claim; -DMAIL -DSTRICT demands more than that and must fail. With -DFORGETS the provider knows a
 * reference for MEMORY ticks only: a claim says when its token was signed, and once the first that has no receipt is as
 * old as that, nothing is claimed any more but said to be not known.
 *
 * With -DKEPT the provider is a print room: what it is given lies there, in one folder whoever lays it ready, until somebody
 * posts it and says so, by which alone it is said to be sent; a decision not to write to its addressee may come at any time,
 * and then whoever knows that it lies there takes it away, unless it was posted.
 *
 * Mutants, each of which must fail: -DNO_CLAIM sends before its claim is read back; -DSAME_NAME keeps its name over a
 * restart (with MAIL); -DTOKEN_AFTER signs the token after the claim; -DSIGN_AGAIN signs another when the claim is
 * written again; -DNO_PATIENCE takes a claim over at once; -DRESENDS sends again when the receipt was not delivered
 * (with MAIL); -DASKS_TOO_LATE claims also what the provider may have forgotten (with FORGETS); -DSAYS_TOO_SOON says that it
 * was sent when it is handed over; -DUNTELLS takes back that it was sent when it comes back; -DSAME_REFERENCE sends again
 * under the reference that the provider knows (both with RETURNS); with KEPT -DTELLS_WHEN_LAID says that it was sent when it
 * is laid ready, -DLAYS_AGAIN does not look whether it lies there, -DWITHDRAWS_BLINDLY takes it away without looking whether
 * it was posted.
 */

/* Ticks for which a token is taken, and for which a claim of another is waited for: 30 and 120 seconds in the product. What
 * counts is that the first is the shorter, so a tick is what lies between. */
#define VALID 0
#ifdef NO_PATIENCE
#define PATIENCE 0
#else
#define PATIENCE 1
#endif
#ifndef LAST
#define LAST 3       /* the last tick */
#endif
#ifndef CLAIMS
#define CLAIMS 3     /* the most claims of a message */
#endif
#ifndef DEATHS
#define DEATHS 1     /* the most deaths of instances */
#endif
#ifndef LOSSES
#define LOSSES 1     /* the most records that are lost or late */
#endif

#define MEMORY 2     /* ticks for which a provider that forgets can be asked */

byte now = 0;

#ifdef RETURNS
#define MESSAGES 2
/* The message that is to leave: the first, or the one that a person asked for when that had come back. */
byte message = 0;
bool isBack = false;    /* the provider knows that the first came back */
bool returned = false;  /* the file says so */
bool wasSent = false;   /* the file has ever said that the first was sent */
#else
#define MESSAGES 1
#define message 0
#endif

#ifdef FORGETS
byte arrivedAt = 0;
/* When the token of the first claim in the file was signed. */
byte firstToken = 0;
#define KNOWS(m) (arrived[m] > 0 && now - arrivedAt < MEMORY)
#else
#ifdef SAME_REFERENCE
#define KNOWS(m) (arrived[0] > 0)
#else
#define KNOWS(m) (arrived[m] > 0)
#endif
#endif

/* The file: of the message that is to leave the last claim that counts, and by whom; of each whether a receipt counts, or that
 * it is not known. */
byte claims = 0;
byte by = 0;
bool sent[MESSAGES];

/* A record under way that was said to have failed: a claim by somebody, or (claim 0) none. */
byte lateClaim = 0;
byte lateBy = 0;
#ifdef RETURNS
byte lateMessage = 0;
#else
#define lateMessage 0
#endif
#ifdef FORGETS
byte lateToken = 0;
#else
#define lateToken 0
#endif

/* What reached the receiver: of each message, and of the one that is to leave under each claim. */
byte arrived[MESSAGES];
byte under[CLAIMS + 1];

#ifdef KEPT
byte folders = 0;         /* that lie in the print room */
byte posts = 0;           /* how many of them somebody posted, and said so beside it */
bool closed = false;      /* it is decided that its addressee is not written to */
bool withdrawn = false;   /* it was taken away before anybody posted it */
bool kept[2];             /* whether that instance knows that it lies there */
#define MAY_CLAIM !closed
#define IS_KEPT kept[_pid]
#else
#define MAY_CLAIM true
#define IS_KEPT false
#endif

/* What each instance has handed to its channel, what the channel was given of it, and its answer: a claim, 0 for none. */
byte handed[2];
byte given[2];
byte accepted[2];
byte refused[2];
byte tokens[2];
#ifdef RETURNS
byte about[2];            /* the message of which that is */
#endif

byte names = 0;
byte deaths = 0;
byte losses = 0;

#ifdef RETURNS
#define OF(me) about[me]
#else
#define OF(me) 0
#endif

/* A claim counts when it is the next, and no receipt stands. */
inline fold(m, number, name, signed) {
    if
    :: m == message && number == claims + 1 && !sent[message] && MAY_CLAIM ->
#ifdef FORGETS
        if :: claims == 0 -> firstToken = signed :: else -> skip fi;
#endif
        claims = number; by = name
    :: else -> skip
    fi
}

inline reach(m, number) {
    arrived[m]++;
#ifdef FORGETS
    arrivedAt = now;
#endif
    if
    :: m == message ->
        under[number]++;
        assert(under[number] <= 1)
    :: else -> skip
    fi;
#if !defined(MAIL) || defined(STRICT)
    assert(arrived[m] <= 1)
#endif
}

/* What was given is answered; what no longer matters is forgotten, so that fewer states differ. */
#ifdef RETURNS
inline settle(me) { given[me] = 0; tokens[me] = 0; about[me] = 0 }
#else
inline settle(me) { given[me] = 0; tokens[me] = 0 }
#endif

inline forget(me) { handed[me] = 0; given[me] = 0; accepted[me] = 0; refused[me] = 0; tokens[me] = 0 }

/* Dies here with its channel, or not. */
#define MAY_DIE if :: deaths < DEATHS -> deaths++; goto start :: skip fi

active [2] proctype Instance() {
    byte name = 0;
    byte seenClaims;   /* the file as it was read */
    byte since;        /* since when that claim has been seen to stand */
    byte token;        /* when the token was signed */
    byte tokenOf;      /* for which claim; 0: none */
    byte lapsed;       /* a claim of its own under which nothing can leave; 0: none */
    byte done;         /* a claim of its own under which the message left; 0: none */
    bool isRead;
#ifdef RETURNS
    byte seen;         /* the message that is to leave, as it was read */
#else
#define seen 0
#endif

start:
    skip;
    d_step {
#ifdef SAME_NAME
        if :: name == 0 -> names++; name = names :: else -> skip fi;
#else
        names++; name = names;
#endif
        since = 0; token = 0; tokenOf = 0; lapsed = 0; done = 0; seenClaims = 0; isRead = false;
#ifdef RETURNS
        seen = 0;
#endif
        forget(_pid);
#ifdef KEPT
        /* It looks what lies there before it claims anything. */
        kept[_pid] = (folders > 0)
#else
        skip
#endif
    }

loop:
    do
    /* Each step from here on is one of those between which it may sleep. First it reads the log to its end, and takes what
     * its channel answered. */
    :: atomic { now < LAST && !sent[message] ->
            MAY_DIE;
#ifdef RETURNS
            /* What is known of the first message matters no more. */
            if
            :: seen != message ->
                seen = message; seenClaims = 0; token = 0; tokenOf = 0; lapsed = 0; done = 0; isRead = false;
                if :: handed[_pid] > 0 -> handed[_pid] = 0 :: else -> skip fi;
                accepted[_pid] = 0; refused[_pid] = 0
            :: else -> skip
            fi;
#endif
            if :: !isRead || seenClaims != claims -> since = now; isRead = true :: else -> skip fi;
            seenClaims = claims;
            if :: accepted[_pid] > 0 -> done = accepted[_pid]; accepted[_pid] = 0 :: else -> skip fi;
            if
            :: refused[_pid] > 0 ->
                if :: refused[_pid] == seenClaims -> lapsed = refused[_pid]; since = now :: else -> skip fi;
                refused[_pid] = 0
            :: else -> skip
            fi;
            /* What its channel has not been given is taken back when another's claim stands. */
            if :: handed[_pid] > 0 && handed[_pid] != seenClaims -> handed[_pid] = 0 :: else -> skip fi;
            /* What no longer matters is forgotten, so that fewer states differ. */
            if :: tokenOf < seenClaims -> token = 0; tokenOf = 0 :: else -> skip fi;
            if :: lapsed < seenClaims -> lapsed = 0 :: else -> skip fi;
            if
            /* A receipt of a claim that was overtaken counts: the message did leave. */
            :: done > 0 ->
                if
                ::  /* What is said to be sent reached the receiver. */
                    assert(arrived[message] > 0);
#ifdef RETURNS
                    wasSent = true;
#endif
                    sent[message] = true
                :: losses < LOSSES -> losses++;
#ifdef RESENDS
                    done = 0;
#endif
                    skip
                fi
            /* It hands the message to its channel, once, unless the channel has it. */
            :: done == 0 && by == name && seenClaims > 0 && lapsed == 0 && !IS_KEPT ->
                if
                :: handed[_pid] == 0 && given[_pid] == 0 ->
                    handed[_pid] = seenClaims;
#ifdef RETURNS
                    about[_pid] = seen;
#endif
#ifdef TOKEN_AFTER
                    tokens[_pid] = now;
#else
                    tokens[_pid] = token;
#endif
                    skip
                :: else -> skip
                fi;
#ifdef SAYS_TOO_SOON
                done = seenClaims
#endif
            :: done == 0 && !(by == name && lapsed == 0) && !IS_KEPT && seenClaims < CLAIMS && (seenClaims == 0 || now - since >= PATIENCE) -> goto sign
            :: else -> skip
            fi
        }
#ifdef KEPT
    /* Somebody posted it, and said so. */
    :: atomic { now < LAST && posts > 0 && folders > 0 && !sent[0] ->
            MAY_DIE;
            if
            :: assert(arrived[0] > 0); sent[0] = true
            :: losses < LOSSES -> losses++
            fi
        }
    /* It is not to leave any more. */
    :: atomic { now < LAST && closed && kept[_pid] && folders > 0 && !sent[0] ->
            MAY_DIE;
#ifndef WITHDRAWS_BLINDLY
            if
            :: posts > 0 -> goto again
            :: else -> skip
            fi;
#endif
            folders = 0; kept[_pid] = false; withdrawn = true;
            assert(posts == 0)
        }
#endif
#ifdef RETURNS
    /* It came back: that is said of what was sent, and takes nothing from it. */
    :: atomic { now < LAST && isBack && !returned && sent[0] ->
            MAY_DIE;
            if
            :: returned = true;
#ifdef UNTELLS
                sent[0] = false
#else
                skip
#endif
            :: losses < LOSSES -> losses++
            fi
        }
    :: atomic { now >= LAST || sent[message] && (message == 1 || !isBack || returned) -> goto end }
#else
    :: atomic { now >= LAST || sent[message] -> goto end }
#endif
    od;

sign:
    /* Signs, and only then claims. */
    atomic {
        MAY_DIE;
#if defined(FORGETS) && !defined(ASKS_TOO_LATE)
        if
        :: seenClaims > 0 && now - firstToken >= MEMORY ->
            if
            :: seenClaims == claims -> sent[message] = true
            :: losses < LOSSES -> losses++
            :: seenClaims != claims -> skip
            fi;
            goto again
        :: else -> skip
        fi;
#endif
#ifdef SIGN_AGAIN
        token = now; tokenOf = seenClaims + 1;
#else
        if :: tokenOf != seenClaims + 1 -> token = now; tokenOf = seenClaims + 1 :: else -> skip fi;
#endif
#ifdef NO_CLAIM
        reach(seen, seenClaims + 1)
#endif
    }
    atomic {
        MAY_DIE;
        if
        :: fold(seen, seenClaims + 1, name, token)
        :: losses < LOSSES -> losses++
        :: losses < LOSSES && lateClaim == 0 -> losses++; lateClaim = seenClaims + 1; lateBy = name;
#ifdef RETURNS
            lateMessage = seen;
#endif
#ifdef FORGETS
            lateToken = token
#endif
        fi;
        goto again
    }

again:
    goto loop;
end:
    skip
}

/* An answer names the claim and its message: of another message than the one that is to leave it changes nothing. */
inline answer(what) {
    if
    :: OF(_pid - 2) == message -> what = given[_pid - 2]
    :: else -> skip
    fi
}

/* The channel of each instance, on its own thread. */
active [2] proctype Channel() {
    do
    /* It is given what was handed over, and asks the provider. */
    :: atomic { now < LAST && handed[_pid - 2] > 0 && given[_pid - 2] == 0 ->
            given[_pid - 2] = handed[_pid - 2]; handed[_pid - 2] = 0;
#if !defined(MAIL) && !defined(KEPT)
            if
            :: KNOWS(OF(_pid - 2)) -> answer(accepted[_pid - 2]); settle(_pid - 2)
            :: else -> skip
            fi
#else
            skip
#endif
        }
    /* It sends, and answers. */
    :: atomic { given[_pid - 2] > 0 ->
#ifdef KEPT
            if
#ifdef LAYS_AGAIN
            :: true -> folders++; withdrawn = false
#else
            :: folders == 0 -> folders++; withdrawn = false
            :: else -> skip
#endif
            fi;
            kept[_pid - 2] = true;
#ifdef TELLS_WHEN_LAID
            answer(accepted[_pid - 2]);
#endif
            skip;
#else
#ifdef MAIL
            reach(OF(_pid - 2), given[_pid - 2]); answer(accepted[_pid - 2]);
#else
            if
            :: now - tokens[_pid - 2] <= VALID ->
                reach(OF(_pid - 2), given[_pid - 2]); answer(accepted[_pid - 2])
            :: else -> answer(refused[_pid - 2])
            fi;
#endif
#endif
            settle(_pid - 2)
        }
    :: atomic { now >= LAST && given[_pid - 2] == 0 -> break }
    od
}

/* The clock, the record that lands late, who posts what lies ready, what comes back, and the person who has it sent again. */
active proctype World() {
    do
    :: now < LAST -> now++
    :: d_step { lateClaim > 0 -> fold(lateMessage, lateClaim, lateBy, lateToken); lateClaim = 0; lateBy = 0 }
#ifdef KEPT
    :: d_step { posts < folders -> posts++; arrived[0]++; assert(arrived[0] <= 1 && !withdrawn) }
    :: d_step { !closed -> closed = true }
#endif
#ifdef RETURNS
    :: d_step { arrived[0] > 0 && !isBack -> isBack = true }
    :: d_step { returned && message == 0 ->
            message = 1; claims = 0; by = 0;
            under[1] = 0; under[2] = 0;
#if CLAIMS > 2
            under[3] = 0
#else
            skip
#endif
        }
    /* Who was told stays told. */
    :: d_step { wasSent && !sent[0] -> assert(false) }
#endif
    :: now >= LAST -> break
    od
}
