"""Returns what botocore resolves from a config file, a credentials file and an environment.

Reads a request from each line of standard input and prints the answer, both as JSON. Returns the
settings without using them: contacts no server and runs no command.
"""

import base64
import copy
import functools
import io
import json
import os
import sys

try:
    import botocore.configloader as configloader
    import botocore.credentials as credentials
    from botocore import session as sessions
    from botocore.awsrequest import AWSResponse
    from botocore.config import Config
    from botocore.configprovider import ConfiguredEndpointProvider
except ImportError:
    import awscli.botocore.configloader as configloader
    import awscli.botocore.credentials as credentials
    from awscli.botocore import session as sessions, tokens
    from awscli.botocore.awsrequest import AWSResponse
    from awscli.botocore.config import Config
    from awscli.botocore.configprovider import ConfiguredEndpointProvider

folder = sys.argv[1]
base_environment = dict(os.environ)
TARGET = 'rolekeeper-target'


def process(self, command):
    return {'access_key': 'process', 'secret_key': command, 'token': None, 'expiry_time': None}


def named(method):
    return lambda self: credentials.Credentials(method, method, None, method=method)


class Login:
    def __init__(self, provider, name):
        self.method, self.name = 'login', name


def load_login(self):
    profiles = self._load_config().get('profiles', {})
    profile = profiles.get(self._profile_name, {})
    return Login(self, profile['login_session']) if 'login_session' in profile else None


credentials.ProcessProvider._retrieve_credentials_using = process
credentials.LoginProvider.load = load_login
credentials.EnvProvider.load = named('Environment')
credentials.ContainerProvider.load = named('EcsContainer')
credentials.InstanceMetadataProvider.load = named('Ec2InstanceMetadata')


class Sourcer(credentials.CanonicalNameCredentialSourcer):
    def __init__(self):
        super().__init__(
            [
                credentials.EnvProvider(),
                credentials.ContainerProvider(),
                credentials.InstanceMetadataProvider(None),
            ]
        )


# Botocore parses both files once for each provider; here they are parsed once for each request.
parsed = {}
parse = configloader.raw_config_parse


def parse_once(path, *rest):
    if path not in parsed:
        parsed[path] = parse(path, *rest)
    return copy.deepcopy(parsed[path])


configloader.raw_config_parse = parse_once


def description_of(found):
    method = found.method
    if method in ('shared-credentials-file', 'config-file'):
        return ['keys', found.access_key, found.secret_key, found.token]
    if method == 'custom-process':
        return ['credential_process', found.secret_key]
    if method == 'login':
        return ['login_session', found.name]
    if method in ('Environment', 'EcsContainer', 'Ec2InstanceMetadata'):
        return ['credential_source', method]
    fetcher = found._refresh_using
    # If the profile has an MFA serial, botocore wraps the method `_refresh`.
    fetcher = getattr(fetcher, '_refresh', fetcher).__self__
    if method == 'sso':
        if fetcher._token_provider is not None:
            fetcher._token_provider._load_sso_config()
        return [
            'sso',
            fetcher._start_url,
            fetcher._sso_region,
            fetcher._account_id,
            fetcher._role_name,
            fetcher._sso_session_name,
        ]
    kwargs = fetcher._assume_kwargs
    if method == 'assume-role-with-web-identity':
        loader = fetcher._web_identity_token_loader
        return ['web_identity', fetcher._role_arn, loader._web_identity_token_path]
    return [
        'role_arn',
        kwargs['RoleArn'],
        kwargs.get('ExternalId'),
        kwargs.get('DurationSeconds'),
        kwargs.get('SerialNumber'),
        description_of(fetcher._source_credentials),
    ]


def session_of(profile):
    return sessions.Session(profile=profile, include_builtin_handlers=False)


def source(name, session):
    """Returns the source credentials of a role with `source_profile = name`."""
    provider = credentials.AssumeRoleProvider(
        load_config=lambda: session.full_config,
        client_creator=None,
        cache={},
        profile_name=TARGET,
        credential_sourcer=Sourcer(),
        profile_provider_builder=credentials.ProfileProviderBuilder(session),
    )
    session.full_config['profiles'][TARGET] = {
        'role_arn': 'arn:aws:iam::123456789012:role/Target',
        'source_profile': name,
    }
    try:
        return description_of(provider.load()._refresh_using.__self__._source_credentials)
    except Exception as error:
        return ['refused', str(error)]


@functools.lru_cache(maxsize=None)
def sts_address(region, fips, dual_stack, regional):
    """Returns the URL of an STS client's calls, and the region in their signatures."""
    given = dict(os.environ)
    os.environ.clear()
    os.environ.update(base_environment)
    os.environ['AWS_CONFIG_FILE'] = os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.devnull
    try:
        return first_request(region, fips, dual_stack, regional)
    finally:
        os.environ.clear()
        os.environ.update(given)


# All clients share AWS's endpoint data, which is read only once.
data = sessions.Session().get_component('data_loader')


def first_request(region, fips, dual_stack, regional):
    session = sessions.Session()
    session.register_component('data_loader', data)
    for key, value in (('region', region), ('sts_regional_endpoints', regional)):
        session.get_component('config_store').set_config_variable(key, value)
    client = session.create_client(
        'sts',
        aws_access_key_id='AKIA',
        aws_secret_access_key='s',
        config=Config(
            use_fips_endpoint=fips,
            use_dualstack_endpoint=dual_stack,
            ignore_configured_endpoint_urls=True,
        ),
    )
    seen = []

    def instead_of_sending(request, **kwargs):
        scope = request.headers['Authorization'].decode().split('/')[2]
        seen.append([request.url.rstrip('/'), scope])
        return AWSResponse(request.url, 500, {}, io.BytesIO())

    client.meta.events.register('before-send.sts', instead_of_sending)
    try:
        client.get_caller_identity()
    except Exception:
        if not seen:
            raise
    return seen[0]


def settings(name):
    session = session_of(name)
    answer = {
        key: session.get_config_variable(key)
        for key in (
            'region',
            'ca_bundle',
            'use_fips_endpoint',
            'use_dualstack_endpoint',
            'sts_regional_endpoints',
        )
    }
    # `sts_address` caches its answers by these values; the profile itself is read each time.
    answer['sts'] = None
    if answer['region'] is not None:
        answer['sts'] = sts_address(
            answer['region'],
            answer['use_fips_endpoint'],
            answer['use_dualstack_endpoint'],
            answer['sts_regional_endpoints'],
        )
    if session.get_config_variable('ignore_configured_endpoint_urls'):
        answer['endpoint'] = None
        return answer
    try:
        answer['endpoint'] = ConfiguredEndpointProvider(
            session.full_config, session.get_scoped_config(), 'sts'
        ).provide()
    except Exception as error:
        answer['endpoint'] = ['refused', str(error)]
    return answer


def answer(request):
    parsed.clear()
    os.environ.clear()
    os.environ.update(base_environment)
    os.environ.update(request['env'])
    for name in ('config', 'credentials'):
        path = os.path.join(folder, name)
        os.environ['AWS_CONFIG_FILE' if name == 'config' else 'AWS_SHARED_CREDENTIALS_FILE'] = path
        if request[name] is None:
            if os.path.exists(path):
                os.remove(path)
        else:
            with open(path, 'wb') as file:
                file.write(base64.b64decode(request[name]))
    try:
        session = session_of(TARGET)
        names = list(session.full_config['profiles'])
    except Exception as error:
        return {'refused': str(error)}
    return {
        'profiles': {name: {'source': source(name, session), 'settings': settings(name)} for name in names}
    }


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as error:
        result = {'failed': repr(error)}
    print(json.dumps(result), flush=True)
