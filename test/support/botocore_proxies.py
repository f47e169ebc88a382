"""Prints the proxy that botocore uses for each URL and environment. Input and output are JSON."""

import json
import os
import sys

try:
    from botocore.httpsession import ProxyConfiguration
    from botocore.utils import get_environ_proxies
except ImportError:
    from awscli.botocore.httpsession import ProxyConfiguration
    from awscli.botocore.utils import get_environ_proxies

answers = []
for case in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(case['env'])
    url = case['url']
    answers.append(ProxyConfiguration(get_environ_proxies(url)).proxy_url_for(url))
json.dump(answers, sys.stdout)
