"""The service of a system tray on the session bus. Arguments: whether a tray shows icons (yes, no),
and the time in ms until the service appears on the bus."""

import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.kde.StatusNotifierWatcher"


class Watcher(dbus.service.Object):
    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        if (interface, name) != (NAME, "IsStatusNotifierHostRegistered"):
            raise dbus.exceptions.DBusException("no such property")
        return sys.argv[1] == "yes"


def take_name():
    global taken
    taken = dbus.service.BusName(NAME, bus)
    print("there", flush=True)
    return False


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
watcher = Watcher(bus, "/StatusNotifierWatcher")
GLib.timeout_add(int(sys.argv[2]), take_name)
GLib.MainLoop().run()
