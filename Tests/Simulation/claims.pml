/* The claims by which a message leaves once, for exhaustive checking by spin (scripts/spin).
 *
 * Two instances of the notifier, one message, one log, one provider. Either instance may sleep for any time between any
 * two steps (its process is not scheduled while the clock goes on), die and start again, and both may believe to speak
 * for the case all the time. What an instance writes may be lost, or land long after it was said to have failed.
 *
 * Providers: as it stands, one that can be asked for a reference and that refuses a token older than VALID (GOV.UK
 * Notify). With -DMAIL one that can be asked nothing and refuses nothing (plain SMTP): there a message may go twice, but
 * never twice under one claim; -DMAIL -DSTRICT demands more than that and must fail. With -DFORGETS the provider knows a
 * reference for MEMORY ticks only: a claim says when its token was signed, and once the first that has no receipt is as
 * old as that, nothing is claimed any more but said to be not known.
 *
 * Mutants, each of which must fail: -DNO_CLAIM sends before its claim is read back; -DSAME_NAME keeps its name over a
 * restart (with MAIL); -DTOKEN_AFTER signs the token after the claim; -DSIGN_AGAIN signs another when the claim is
 * written again; -DNO_PATIENCE takes a claim over at once; -DRESENDS sends again when the receipt was not delivered
 * (with MAIL); -DASKS_TOO_LATE claims also what the provider may have forgotten (with FORGETS).
 */

/* Ticks for which a token is taken, and for which a claim of another is waited for: 30 and 120 seconds in the product. What
 * counts is that the first is the shorter, so a tick is what lies between. */
#define VALID 0
#ifdef NO_PATIENCE
#define PATIENCE 0
#else
#define PATIENCE 1
#endif
#define LAST 4       /* the last tick */
#define CLAIMS 3     /* the most claims */
#define DEATHS 1     /* the most deaths of instances */
#define LOSSES 1     /* the most records that are lost or late */

#define MEMORY 2     /* ticks for which a provider that forgets can be asked */

byte now = 0;

#ifdef FORGETS
byte arrivedAt = 0;
/* When the token of the first claim in the file was signed. */
byte firstToken = 0;
#define KNOWS (arrived > 0 && now - arrivedAt < MEMORY)
#else
#define KNOWS (arrived > 0)
#endif

/* The file: the last claim that counts, by whom, and whether a receipt counts, or that it is not known. */
byte claims = 0;
byte by = 0;
bool sent = false;

/* A record under way that was said to have failed: a claim by somebody, or (claim 0) none. */
byte lateClaim = 0;
byte lateBy = 0;
#ifdef FORGETS
byte lateToken = 0;
#else
#define lateToken 0
#endif

/* What reached the receiver: in all, and under each claim. */
byte arrived = 0;
byte under[CLAIMS + 1];

byte names = 0;
byte deaths = 0;
byte losses = 0;

/* A claim counts when it is the next, and no receipt stands. */
inline fold(number, name, signed) {
    if
    :: number == claims + 1 && !sent ->
#ifdef FORGETS
        if :: claims == 0 -> firstToken = signed :: else -> skip fi;
#endif
        claims = number; by = name
    :: else -> skip
    fi
}

inline reach(number) {
    arrived++;
#ifdef FORGETS
    arrivedAt = now;
#endif
    under[number]++;
    assert(under[number] <= 1);
#if !defined(MAIL) || defined(STRICT)
    assert(arrived <= 1)
#endif
}

/* Dies here, or not. */
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

start:
    skip;
    d_step {
#ifdef SAME_NAME
        if :: name == 0 -> names++; name = names :: else -> skip fi;
#else
        names++; name = names;
#endif
        since = 0; token = 0; tokenOf = 0; lapsed = 0; done = 0; seenClaims = 0; isRead = false
    }

loop:
    do
    /* Each step from here on is one of those between which it may sleep. First it reads the log to its end. */
    :: atomic { now < LAST && !sent ->
            MAY_DIE;
            if :: !isRead || seenClaims != claims -> since = now; isRead = true :: else -> skip fi;
            seenClaims = claims;
            /* What no longer matters is forgotten, so that fewer states differ. */
            if :: tokenOf < seenClaims -> token = 0; tokenOf = 0 :: else -> skip fi;
            if :: lapsed < seenClaims -> lapsed = 0 :: else -> skip fi;
            if :: done < seenClaims -> done = 0 :: else -> skip fi;
            if
            :: by == name && seenClaims > 0 && lapsed == 0 -> since = 0; goto ask
            :: else -> skip
            fi;
            if
            :: seenClaims < CLAIMS && (seenClaims == 0 || now - since >= PATIENCE) -> goto sign
            :: else -> skip
            fi
        }
    :: atomic { now >= LAST || sent -> goto end }
    od;

sign:
    /* Signs, and only then claims. */
    atomic {
        MAY_DIE;
#if defined(FORGETS) && !defined(ASKS_TOO_LATE)
        if
        :: seenClaims > 0 && now - firstToken >= MEMORY ->
            if
            :: seenClaims == claims -> sent = true
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
        reach(seenClaims + 1)
#endif
    }
    atomic {
        MAY_DIE;
        if
        :: fold(seenClaims + 1, name, token)
        :: losses < LOSSES -> losses++
        :: losses < LOSSES && lateClaim == 0 -> losses++; lateClaim = seenClaims + 1; lateBy = name;
#ifdef FORGETS
            lateToken = token
#endif
        fi;
        goto again
    }

ask:
    /* Asks the provider, sends, says so. */
    atomic {
        MAY_DIE;
#ifndef RESENDS
        if :: done == seenClaims -> goto receipt :: else -> skip fi;
#endif
#ifndef MAIL
        if :: KNOWS -> done = seenClaims; goto receipt :: else -> skip fi;
#endif
        skip
    }
    atomic {
        MAY_DIE;
#ifdef TOKEN_AFTER
        token = now;
#endif
#ifdef MAIL
        reach(seenClaims); done = seenClaims
#else
        if
        :: now - token <= VALID -> reach(seenClaims); done = seenClaims
        :: else -> lapsed = seenClaims; since = now; goto again
        fi
#endif
    }
receipt:
    atomic {
        MAY_DIE;
        if
        :: sent = true
        :: losses < LOSSES -> losses++
        fi
    }
again:
    goto loop;
end:
    skip
}

/* The clock, and the record that lands late. */
active proctype World() {
    do
    :: now < LAST -> now++
    :: d_step { lateClaim > 0 -> fold(lateClaim, lateBy, lateToken); lateClaim = 0; lateBy = 0 }
    :: now >= LAST -> break
    od
}
