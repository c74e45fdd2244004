"""Where the view of a pull is: an address with its password, from the environment, that no message repeats."""

import re
from urllib.parse import quote, quote_plus

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from data.fault import Fault
from data.feeds.pull import Pull
from data.secret import read_secret

FORM = 'write for example "postgresql://user:password@host:5432/database", special characters of the password as %40'


def engine_of(pull: Pull) -> sa.Engine:
    """Connects as often as it is asked to, and keeps no connection. Fault where the address or its driver is wrong."""
    try:
        url = sa.make_url(read_secret(pull.url_env))
    except (ArgumentError, ValueError):
        raise Fault(f"what {pull.url_env} holds is no address of a database: {FORM}") from None
    if url.host is not None and "@" in url.host:
        raise Fault(f"the address in {pull.url_env} has two @: {FORM}")
    try:
        return sa.create_engine(url, poolclass=sa.NullPool)
    except (NoSuchModuleError, ImportError):
        raise Fault(f"the address in {pull.url_env} is of a {url.drivername}: there is no driver for it here") from None
    except (SQLAlchemyError, TypeError, ValueError):
        raise Fault(f"the address in {pull.url_env} has options that {url.drivername} does not know") from None


def words_of(error: Exception, url: sa.URL) -> str:
    """What went wrong, in one line, without the password and without values of rows."""
    if isinstance(error, Fault):
        return str(error)
    if not isinstance(error, DBAPIError):
        return f"it failed ({type(error).__name__})"
    text = str(error.orig).strip().partition("\n")[0]
    if isinstance(error, DataError):
        text = re.sub(r"""'.*'|".*\"""", "a value", text)
    for secret in {str(url.password), quote(str(url.password)), quote_plus(str(url.password))}:
        text = text if url.password is None else text.replace(secret, "***")
    return f"the database says: {text}"
