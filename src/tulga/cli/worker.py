"""What each web process of `tulga serve` loads: the site, in a process that Ctrl-C does not reach by itself.

A terminal sends Ctrl-C to every process of its group. The web process would then be told twice to stop, by the terminal
and by `tulga serve`; Granian's worker can hang when both arrive together. Only the second one is taken.
"""

import signal

from tulga.config.wsgi import application

__all__ = ["application"]

# blocked, not ignored: the server sets handlers of its own after this; its threads are born with the same mask
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
