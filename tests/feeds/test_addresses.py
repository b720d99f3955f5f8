"""Which hosts and addresses are private."""

import pytest

from tapewire.feeds.addresses import is_private_address, is_private_host


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:192.168.1.1",
        "2002:c0a8:0101::1",
        "64:ff9b::127.0.0.1",
    ],
)
def test_an_address_of_this_machine_or_the_local_network_is_private(address):
    assert is_private_address(address)
    assert is_private_host(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "198.18.0.7", "x.example"],
)
def test_an_address_of_the_internet_is_not_and_nor_is_one_that_a_tunnel_gives_to_every_name(address):
    assert not is_private_address(address)
    assert not is_private_host(address)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "nas", "nas.local", "a.b.home.arpa", "wiki.corp", "x.lan"])
def test_a_name_that_only_the_local_network_knows_is_private(host):
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host", ["news.example", "local.news.example", "localhost.example", "lan.com", "home.arpa.com"]
)
def test_any_other_name_is_not(host):
    assert not is_private_host(host)
