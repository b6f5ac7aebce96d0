"""The channels to people that this installation has, in the order in which they are tried."""

from zoneinfo import ZoneInfo

from simin.config.environment import Environment
from simin.config.installation import Installation
from simin.kit.delivery import Channel, Message
from simin.kit.web_push import key_in
from simin.workflows.channels import Citizens, Email, Push, PushSender, Webhook


def channels(installation: Installation) -> list[Channel]:
    """Push is always there and reaches whoever asked for it in a browser."""
    environment, city = installation.environment, installation.pack.city
    zone = ZoneInfo(city.time_zone)

    def link(message: Message) -> str:
        if message.about == "step":
            return f"{_base(environment)}/desk/steps/"
        return f"{_base(environment)}/desk/directives/{message.number}/"

    contact, key = _contact(environment), key_in(environment.push_file)
    found: list[Channel] = [Push(key, contact, zone, link, hosts=environment.push_hosts)]
    if environment.smtp_url:
        found.append(Email(zone, link))
    if environment.webhook_url:
        secret = environment.webhook_secret
        private = city.private_hosts
        found.append(Webhook(environment.webhook_url, secret, zone, link, private_hosts=private))
    return found


def citizens(installation: Installation) -> Citizens:
    """The ways to subscribers: mail where it is set up, push always."""
    environment = installation.environment
    key = key_in(environment.push_file)
    sender = PushSender(key, _contact(environment), environment.push_hosts)
    return Citizens(_base(environment), sender, mails=bool(environment.smtp_url))


def _contact(environment: Environment) -> str:
    return f"mailto:{environment.mail_from}"


def _base(environment: Environment) -> str:
    host = environment.allowed_hosts[0] if environment.allowed_hosts else "localhost"
    if environment.tls:
        return f"https://{host}"
    return f"http://{host}:{environment.port}"
