"""A status icon with a menu, as Chromium exports it (components/dbus/menu/menu.cc).

Each new menu has new item numbers. Reads a menu from each line of standard input. Prints the
desktop's calls, one JSON object a line; a menu that opens is printed only if it is a submenu.
"""

import json
import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
WATCHER = "org.kde.StatusNotifierWatcher"


def report(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


class Icon(dbus.service.Object):
    def __init__(self, name):
        super().__init__(name, "/StatusNotifierItem")
        self.properties = {
            "Category": "ApplicationStatus",
            "Id": "rolekeeper",
            "Title": "Rolekeeper",
            "Status": "Active",
            "WindowId": dbus.Int32(0),
            "ItemIsMenu": False,
            "IconName": "",
            "IconPixmap": dbus.Array([pixmap(22)], signature="(iiay)"),
            "Menu": dbus.ObjectPath("/MenuBar"),
            "ToolTip": dbus.Struct(
                ("", dbus.Array([], signature="(iiay)"), "Rolekeeper", ""), signature="sa(iiay)ss"
            ),
        }

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.properties[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return self.properties if interface == ITEM else {}

    @dbus.service.method(ITEM, in_signature="ii")
    def Activate(self, x, y):
        report("activate")

    @dbus.service.method(ITEM, in_signature="ii")
    def SecondaryActivate(self, x, y):
        report("secondary-activate")

    @dbus.service.method(ITEM, in_signature="ii")
    def ContextMenu(self, x, y):
        report("context-menu")


class Menu(dbus.service.Object):
    def __init__(self, name):
        super().__init__(name, "/MenuBar")
        self.last = 0
        self.revision = 0
        self.items = {0: {"id": "root", "children": [], "properties": {}}}

    def show(self, lines):
        self.items = {}
        self.items[0] = {
            "id": "root",
            "children": self.convert(lines),
            "properties": {"children-display": "submenu"},
        }
        self.revision += 1
        self.LayoutUpdated(self.revision, 0)

    def convert(self, lines):
        numbers = []
        for line in lines:
            children = self.convert(line["items"])
            self.last += 1
            label = line["label"].replace("&&", "&").replace("_", "__")
            properties = {"label": label, "enabled": line["enabled"]}
            if line["type"] == "separator":
                properties = {"type": "separator"}
            if line["type"] == "checkbox":
                properties["toggle-type"] = "checkmark"
                properties["toggle-state"] = dbus.Int32(1 if line["checked"] else 0)
            if children:
                properties["children-display"] = "submenu"
            self.items[self.last] = {
                "id": line["id"],
                "children": children,
                "properties": properties,
            }
            numbers.append(self.last)
        return numbers

    def found(self, number):
        if number not in self.items:
            raise dbus.exceptions.DBusException("no such item")
        return self.items[number]

    def layout(self, number, depth):
        item = self.found(number)
        children = [] if depth == 0 else [self.layout(each, depth - 1) for each in item["children"]]
        return dbus.Struct(
            (
                dbus.Int32(number),
                dbus.Dictionary(item["properties"], signature="sv"),
                dbus.Array(children, signature="v"),
            ),
            signature="ia{sv}av",
        )

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {
            "Version": dbus.UInt32(3),
            "TextDirection": "ltr",
            "Status": "normal",
            "IconThemePath": dbus.Array([], signature="s"),
        }

    @dbus.service.method(MENU, in_signature="iias", out_signature="u(ia{sv}av)")
    def GetLayout(self, number, depth, names):
        return dbus.UInt32(self.revision), self.layout(number, depth)

    @dbus.service.method(MENU, in_signature="aias", out_signature="a(ia{sv})")
    def GetGroupProperties(self, numbers, names):
        wanted = numbers or list(self.items)
        known = [number for number in wanted if number in self.items]
        return [
            (dbus.Int32(each), dbus.Dictionary(self.items[each]["properties"], signature="sv"))
            for each in known
        ]

    @dbus.service.method(MENU, in_signature="is", out_signature="v")
    def GetProperty(self, number, name):
        return self.found(number)["properties"].get(name, "")

    def shows(self, number):
        """Reports that a submenu opens. Returns false for the root menu (menu.cc, `SetModel`)."""
        shown = number != 0 and number in self.items and len(self.items[number]["children"]) > 0
        if shown:
            report("menu-will-show", id=self.items[number]["id"])
        return shown

    @dbus.service.method(MENU, in_signature="i", out_signature="b")
    def AboutToShow(self, number):
        if not self.shows(number):
            raise dbus.exceptions.DBusException("no menu to show")
        return False

    @dbus.service.method(MENU, in_signature="ai", out_signature="aiai")
    def AboutToShowGroup(self, numbers):
        refused = [number for number in numbers if not self.shows(number)]
        return dbus.Array([], signature="i"), dbus.Array(refused, signature="i")

    @dbus.service.method(MENU, in_signature="isvu")
    def Event(self, number, kind, data, time):
        report("event", id=self.found(number)["id"], kind=str(kind))

    @dbus.service.method(MENU, in_signature="a(isvu)", out_signature="ai")
    def EventGroup(self, events):
        unknown = [number for number, _, _, _ in events if number not in self.items]
        for number, kind, _, _ in events:
            if number in self.items:
                report("event", id=self.items[number]["id"], kind=str(kind))
        return dbus.Array(unknown, signature="i")

    @dbus.service.signal(MENU, signature="ui")
    def LayoutUpdated(self, revision, parent):
        pass


def pixmap(size):
    red = dbus.ByteArray(bytes((255, 255, 0, 0)) * size * size)
    return dbus.Struct((dbus.Int32(size), dbus.Int32(size), red), signature="iiay")


def take_line(source, condition):
    line = sys.stdin.readline()
    if line == "":
        loop.quit()
        return False
    menu.show(json.loads(line))
    report("menu-set")
    return True


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
service = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
own = dbus.service.BusName(service, bus)
icon = Icon(own)
menu = Menu(own)
bus.get_object(WATCHER, "/StatusNotifierWatcher").RegisterStatusNotifierItem(
    service, dbus_interface=WATCHER
)
report("registered")
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, take_line)
loop.run()
